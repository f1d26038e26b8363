import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { readConfig } from '../../src/function/config.js'
import type { FunctionConfig, LambdaConfig } from '../../src/function/config.js'
import { problems } from './problems.js'

const OPTIONS = { defaultName: 'orders', root: '/project' }

function config(input: unknown, defaults?: LambdaConfig): FunctionConfig {
  return readConfig(input, defaults ? { ...OPTIONS, defaults } : OPTIONS).config
}

describe('a legal config', () => {
  test('is kept, with durations in milliseconds', () => {
    const given: LambdaConfig = {
      functionName: 'payments',
      handler: 'api.v1.get',
      runtime: 'nodejs22.x',
      timeout: 900,
      memorySize: 10_240,
      environment: { TABLE: 'payments' },
      ephemeralStorage: 10_240,
      description: 'takes money',
      role: 'arn:aws:iam::123456789012:role/service-role/payments',
      kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/0000',
      tags: { team: 'shop', 'cost:center': '' },
      layers: ['arn:aws:lambda:us-east-1:123456789012:layer:deps:12'],
      architectures: ['arm64'],
      loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'DEBUG', logGroup: 'shop' },
      clock: 'real',
      lifetime: 'suite',
      network: 'open',
      console: 'silent',
      unobserved: 'warn',
      maximumIdle: '5m',
      region: 'eu-central-1',
      accountId: '000000000001',
      seed: -7,
    }
    const { handler, timeout, maximumIdle, ...same } = given
    expect([handler, timeout, maximumIdle]).toEqual(['api.v1.get', 900, '5m'])
    expect(config(given)).toMatchObject({
      ...same,
      handler: 'api.v1.get',
      handlerString: 'index.api.v1.get',
      rules: 'nodejs22.x',
      timeoutMs: 900_000,
      maximumIdleMs: 300_000,
    })
  })

  test.each([
    ['timeout', 1],
    ['timeout', 900],
    ['memorySize', 128],
    ['memorySize', 129],
    ['memorySize', 10_240],
    ['ephemeralStorage', 512],
    ['ephemeralStorage', 10_240],
    ['description', 'x'.repeat(256)],
    ['functionName', 'x'.repeat(64)],
    ['functionName', 'a-B_9'],
    ['handler', 'x'.repeat(128)],
    ['isolation', 'in-process'],
    ['tracingConfig', { mode: 'PassThrough' }],
    ['loggingConfig', { logFormat: 'JSON', systemLogLevel: 'DEBUG' }],
    ['maximumIdle', 0],
    ['region', 'us-gov-west-1'],
    ['region', 'eusc-de-east-1'],
    ['role', 'arn:aws-cn:iam::123456789012:role/orders'],
    ['inheritEnv', true],
    ['inheritEnv', ['HOME', 'AWS_ACCESS_KEY_ID']],
  ])('%s may be %j', (key, value) => {
    expect(problems({ [key]: value })).toEqual([])
  })

  test('may give the environment bare or in either wrapper', () => {
    const variables = { TABLE: 'orders', EMPTY: '' }
    expect(config({ environment: variables }).environment).toEqual(variables)
    expect(config({ environment: { Variables: variables } }).environment).toEqual(variables)
    expect(config({ environment: { variables } }).environment).toEqual(variables)
  })

  test('may have a variable that is called like the wrapper', () => {
    expect(config({ environment: { Variables: 'text' } }).environment).toEqual({ Variables: 'text' })
  })

  test('may give the size of /tmp bare or in either wrapper [FS-1]', () => {
    for (const size of [1024, { Size: 1024 }, { size: 1024 }]) {
      expect(config({ ephemeralStorage: size }).ephemeralStorage).toBe(1024)
    }
  })

  test('warns about a deprecated runtime and runs it by the rules of nodejs22.x [LIM-9]', () => {
    const { config: read, warnings } = readConfig({ runtime: 'nodejs8.10' }, OPTIONS)
    expect(read).toMatchObject({ runtime: 'nodejs8.10', rules: 'nodejs22.x' })
    expect(warnings).toEqual([expect.stringContaining("runtime 'nodejs8.10' is deprecated since 2020-03-06")])
  })

  test('is not changed, and neither are the defaults', () => {
    const given = Object.freeze({ environment: Object.freeze({ A1: 'x' }), freshModules: Object.freeze(['pg']) })
    const defaults = Object.freeze({ environment: Object.freeze({ B1: 'y' }), tags: Object.freeze({}) })
    expect(() => config(given, defaults)).not.toThrow()
  })

  test('has no problems with any legal number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 128, max: 10_240 }),
        fc.integer({ min: 512, max: 10_240 }),
        (timeout, memorySize, size) => {
          expect(config({ timeout, memorySize, ephemeralStorage: { size } })).toMatchObject({
            timeoutMs: timeout * 1000,
            memorySize,
            ephemeralStorage: size,
          })
        },
      ),
    )
  })
})

describe('defaults of the project', () => {
  test('count where the function says nothing, and give way where it does', () => {
    const defaults: LambdaConfig = { timeout: 10, memorySize: 256, region: 'eu-west-1' }
    expect(config({ timeout: 5 }, defaults)).toMatchObject({ timeoutMs: 5000, memorySize: 256, region: 'eu-west-1' })
  })

  test('are merged for variables, tags and logging, and added for fresh modules', () => {
    const defaults: LambdaConfig = {
      environment: { STAGE: 'test', TABLE: 'all' },
      tags: { team: 'shop' },
      loggingConfig: { logFormat: 'JSON' },
      freshModules: ['winston'],
    }
    const given = {
      environment: { Variables: { TABLE: 'orders' } },
      tags: { service: 'orders' },
      loggingConfig: { applicationLogLevel: 'ERROR' },
      freshModules: ['pino'],
    }
    expect(config(given, defaults)).toMatchObject({
      environment: { STAGE: 'test', TABLE: 'orders' },
      tags: { team: 'shop', service: 'orders' },
      loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'ERROR' },
      freshModules: [expect.any(RegExp), expect.any(RegExp), 'winston', 'pino'],
    })
  })

  test('have levels for JSON logs only: a function that logs Text is without them [LOG-20]', () => {
    const defaults: LambdaConfig = {
      loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'DEBUG', logGroup: 'shop' },
    }
    expect(config({ loggingConfig: { logFormat: 'Text' } }, defaults).loggingConfig).toEqual({
      logFormat: 'Text',
      applicationLogLevel: undefined,
      systemLogLevel: 'INFO',
      logGroup: 'shop',
    })
    expect(() => config({ loggingConfig: { logFormat: 'Text', applicationLogLevel: 'INFO' } }, defaults)).toThrow(
      'LogLevel is not supported',
    )
  })

  test('name themselves when something is wrong with them', () => {
    const wrong: unknown = { timeout: 0 }
    expect(() => readConfig({}, { ...OPTIONS, defaults: wrong as LambdaConfig })).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: lambda(): the defaults in the Vitest config cannot be used:
        - timeout is 0: it takes a whole number of seconds from 1 to 900 (LIM-2, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)]
    `)
  })
})

describe('a handler string in the place of the code', () => {
  const handlerString = { text: 'src/orders.api.get', exportPath: 'api.get' }

  test('decides about the export and is what Lambda shows [ENV-4]', () => {
    expect(readConfig({}, { ...OPTIONS, handlerString }).config).toMatchObject({
      handler: 'api.get',
      handlerString: 'src/orders.api.get',
    })
  })

  test('excludes the key handler', () => {
    expect(() => readConfig({ handler: 'handler' }, { ...OPTIONS, handlerString })).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: withLambda(): the config of 'orders' cannot be used:
        - handler: the export is already named by 'src/orders.api.get', leave handler out]
    `)
  })
})

describe('several problems', () => {
  test('are told all at once, with the function they belong to', () => {
    const input = { functionName: 'payments', timout: 5, memorySize: 64, environment: { PORT: 8080 } }
    expect(() => config(input)).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: withLambda(): the config of 'payments' cannot be used:
        - timout is not a key here: did you mean timeout?
        - memorySize is 64: it takes a whole number of MB from 128 to 10240 (LIM-2, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)
        - environment.PORT is 8080 (a number): Lambda's variables are text, write '8080']
    `)
  })

  test.each([[null], ['handler'], [[{ timeout: 3 }]], [5], [Promise.resolve({})]])('%s is no config', (input) => {
    expect(problems(input)[0]).toMatch(/it takes an object, like \{ timeout: 5 \}$/)
  })

  test('are in an error that says what cannot be used', () => {
    expect(() => config('index.handler')).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: withLambda(): the config of 'orders' cannot be used:
        - it is 'index.handler' (a string): it takes an object, like { timeout: 5 }]
    `)
  })
})

describe('the types of the config', () => {
  test('accept every legal form and no misspelt key', () => {
    expectTypeOf<{
      timeout: 5
      runtime: 'nodejs8.10'
      environment: { Variables: { A1: string } }
    }>().toExtend<LambdaConfig>()
    expectTypeOf<{ maximumIdle: '15m'; inheritEnv: true; freshModules: RegExp[] }>().toExtend<LambdaConfig>()
    expectTypeOf<{ runtime: 'nodejs21.x' }>().not.toExtend<LambdaConfig>()
    expectTypeOf<{ timeout: '5' }>().not.toExtend<LambdaConfig>()
    expectTypeOf<LambdaConfig<'api.get'>['handler']>().toEqualTypeOf<'api.get' | undefined>()
  })
})

describe('setup', () => {
  const setup = './lambda.setup.ts'

  test('is kept as it was written, for functions in threads', () => {
    expect(config({ isolation: 'thread', setup }).setup).toBe(setup)
    expect(config({ isolation: 'thread' }).setup).toBeUndefined()
  })

  test('is refused in process, with what to use there', () => {
    const problem =
      "setup: './lambda.setup.ts' belongs to isolation: 'thread'; in process the test's own setupFiles and vi.mock() apply"
    expect(problems({ setup })).toEqual([problem])
    expect(() => config({ setup, isolation: 'in-process' }, { isolation: 'thread' })).toThrow(problem)
  })

  test('of the project is for its functions in threads alone', () => {
    expect(config({}, { setup }).setup).toBeUndefined()
    expect(config({ isolation: 'thread' }, { setup }).setup).toBe(setup)
    expect(config({}, { setup, isolation: 'thread' }).setup).toBe(setup)
    expect(config({ isolation: 'in-process' }, { setup, isolation: 'thread' }).setup).toBeUndefined()
    expect(config({ setup: './own.ts' }, { setup, isolation: 'thread' }).setup).toBe('./own.ts')
  })
})
