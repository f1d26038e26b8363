import { resolve } from 'node:path'
import { handler, loader } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import type { LambdaUpdate } from '../../../src/vitest/worker/lambda.js'
import { define, redefine } from '../../../src/vitest/worker/definition.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

const said: string[] = []
const worker: Worker = {
  stage: new Stage(),
  ready: true,
  endings: new Set(),
  warnOnce: (message) => void said.push(message),
}

const load = () => import('../../journeys/functions/cold-start/counter.js')

describe('what is deployed', () => {
  test('is the module of a loader, evaluated in each environment', async () => {
    const { code, alreadyEvaluated } = define(worker, load)
    expect({ ...code, alreadyEvaluated }).toEqual({
      kind: 'inline',
      run: load,
      exportPath: 'handler',
      alreadyEvaluated: false,
    })
  })

  test('is a handler that was evaluated before', () => {
    const run = async (event: unknown): Promise<unknown> => event
    const { code, alreadyEvaluated } = define(worker, run)
    expect(alreadyEvaluated).toBe(true)
    expect(code.kind === 'inline' && code.run()).toBe(run)
  })

  test('is a file of the project, by a handler string [RES-2]', () => {
    expect(define(worker, 'src/nested/app.api.v1.get').code).toEqual({
      kind: 'module',
      id: 'src/nested/app',
      exportPath: 'api.v1.get',
    })
  })

  test('is what was marked by hand', () => {
    const undecidable = vi.fn()
    expect(define(worker, loader(undecidable)).alreadyEvaluated).toBe(false)
    expect(define(worker, handler(undecidable)).alreadyEvaluated).toBe(true)
  })

  test('takes its export path from the config, and remembers what it was given', () => {
    const given = { handler: 'api.get', timeout: 5 } as const
    const definition = define(worker, load, given)
    expect(definition.code.exportPath).toBe('api.get')
    expect(definition.given).toEqual({ code: load, config: given })
    expect(definition.config.timeoutMs).toBe(5000)
  })

  test("has the project's root as its task root, as the plugin tells it", () => {
    expect(define(worker, load).config.taskRoot).toBe(resolve(import.meta.dirname, '../../..'))
  })
})

describe('a function without a name is called', () => {
  test.each([
    ['like the file that its loader imports', load, 'counter'],
    ['like the file of its handler string', 'src/api/orders.v2.handler', 'orders'],
    ['like the handler', async function getOrder(_event: unknown) {}, 'getOrder'],
    ['function', async (_event: unknown) => {}, 'function'],
    ['by signs that AWS allows', 'src/[id]/café&bar.handler', 'caf--bar'],
    ['by as many signs as AWS allows', `src/${'a'.repeat(80)}.handler`, 'a'.repeat(64)],
  ])('%s', (_, code, name) => {
    expect(define(worker, code).config.functionName).toBe(name)
  })
})

describe('an update', () => {
  const orders = define(worker, load, { functionName: 'orders', timeout: 5 })

  test('changes what it names, and nothing else', () => {
    const { config, code } = redefine(worker, orders, { memorySize: 256 })
    expect(config).toEqual({ ...orders.config, memorySize: 256 })
    expect(code).toEqual(orders.code)
  })

  test('of the code leaves the function its name, also one that came from the code', () => {
    const before = define(worker, load)
    const after = redefine(worker, before, { code: 'src/payments.handler' })
    expect([before.config.functionName, after.config.functionName]).toEqual(['counter', 'counter'])
  })

  test.each<LambdaUpdate>([
    { functionName: 'payments' },
    { region: 'eu-west-1' },
    { accountId: '210987654321' },
    { tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } },
    { lifetime: 'suite' },
    { seed: 7 },
  ])('makes no other function of it: %j', (change) => {
    const [key = ''] = Object.keys(change)
    expect(() => redefine(worker, orders, change)).toThrow(
      "update(): the config of 'orders' cannot be used:\n" +
        `  - ${key} stays as it was declared: declare another function, withLambda(code, { ${key} })`,
    )
  })

  test('may say again what the function was declared with', () => {
    const { config } = redefine(worker, orders, { functionName: 'orders', lifetime: 'test', timeout: 7 })
    expect(config).toEqual({ ...orders.config, timeoutMs: 7_000 })
  })
})

test('a deprecated runtime is warned about [LIM-9]', () => {
  define(worker, load, { runtime: 'nodejs8.10' })
  expect(said.join('\n')).toContain('nodejs8.10')
})
