import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { variablesProxy } from '../../../src/effects/variables/variables-proxy.js'

type Env = Record<PropertyKey, unknown>

function proxyOver(values: Map<string, string>): Env {
  const state = { values, noteMissing: () => undefined }
  return variablesProxy(
    () => state,
    () => ({}),
  ) as Env
}

const names = fc.constantFrom('VL_A', 'VL_B', 'VL_a', 'VL_TEST_LONGER')
const values = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(undefined), fc.constant(null))
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('set' as const), name: names, value: values }),
    fc.record({ kind: fc.constant('define' as const), name: names, value: values }),
    fc.record({ kind: fc.constant('delete' as const), name: names }),
    fc.record({ kind: fc.constant('read' as const), name: names }),
  ),
)

test("any sequence of changes leaves the same variables as Node's own process.env", () => {
  const real = process.env as Env
  const all = ['VL_A', 'VL_B', 'VL_a', 'VL_TEST_LONGER']
  const clear = (): void => all.forEach((name) => delete real[name])
  fc.assert(
    fc
      .property(steps, (program) => {
        const ours = proxyOver(new Map())
        const answers = program.map((step) => [ours, real].map((env) => perform(env, step)))
        for (const [mine, nodes] of answers) expect(mine).toEqual(nodes)
        const left = all.filter((name) => name in real).map((name) => [name, real[name]])
        expect(Object.fromEntries(Object.entries(ours))).toEqual(Object.fromEntries(left))
        expect(Object.keys(ours).toSorted()).toEqual(left.map(([name]) => name).toSorted())
      })
      .beforeEach(clear)
      .afterEach(clear),
  )
})

function perform(env: Env, step: { kind: string; name: string; value?: unknown }): unknown {
  // A null byte ends a real variable: outside what Lambda can be configured with.
  const value = typeof step.value === 'string' ? step.value.replaceAll('\0', '').toWellFormed() : step.value
  if (step.kind === 'delete') return delete env[step.name]
  if (step.kind === 'set') return (env[step.name] = value)
  if (step.kind === 'define') {
    Object.defineProperty(env, step.name, { value, writable: true, enumerable: true, configurable: true })
  }
  return [env[step.name], step.name in env, Object.getOwnPropertyDescriptor(env, step.name)]
}

const misuses: Record<string, (env: Env) => unknown> = {
  'setting a symbol as a name': (env) => (env[Symbol('s')] = 'x'),
  'setting a symbol as a value': (env) => (env['VL_A'] = Symbol('s')),
  'reading a symbol': (env) => env[Symbol.toPrimitive],
  'asking for a symbol': (env) => Symbol('s') in env,
  'deleting a symbol': (env) => delete env[Symbol('s')],
  'defining a read-only variable': (env) => Object.defineProperty(env, 'VL_A', { value: 'x' }),
  'defining an accessor': (env) => Object.defineProperty(env, 'VL_A', { get: () => 'x', configurable: true }),
  'what every object has': (env) => ['toString' in env, typeof env['hasOwnProperty'], env instanceof Object],
}

test.each(Object.entries(misuses))("%s ends as with Node's own process.env", (_name, misuse) => {
  expect(outcome(() => misuse(proxyOver(new Map())))).toEqual(outcome(() => misuse(process.env as Env)))
})

test('the variables can be neither frozen nor sealed, nor given another prototype', () => {
  const env = proxyOver(new Map([['VL_A', '1']]))
  expect(() => Object.freeze(env)).toThrow(TypeError)
  expect(() => Object.preventExtensions(env)).toThrow(TypeError)
  expect(() => Object.setPrototypeOf(env, { inherited: true })).toThrow(TypeError)
  expect(Object.setPrototypeOf(env, Object.prototype)).toBe(env)
  env['VL_B'] = '2'
  expect({ ...env }).toEqual({ VL_A: '1', VL_B: '2' })
})

test('outside, everything happens to the real object, even a frozen one that the test put there', () => {
  const real: Env = Object.freeze({ VL_A: '1' })
  const env = variablesProxy(
    () => undefined,
    () => real,
  ) as Env
  expect([env['VL_A'], Object.getOwnPropertyDescriptor(env, 'VL_A')?.value, Object.keys(env)]).toEqual([
    '1',
    '1',
    ['VL_A'],
  ])
  expect(() => (env['VL_A'] = '2')).toThrow(TypeError)
  expect(() => delete env['VL_A']).toThrow(TypeError)
})

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string }
    return { name, message, code }
  }
}
