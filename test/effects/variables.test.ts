import { AsyncLocalStorage } from 'node:async_hooks'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import nodeProcess, { env } from 'node:process'
import { inspect } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createVariables, variablesEffect, type VariablesState } from '../../src/effects/variables.js'

const inside = new AsyncLocalStorage<VariablesState>()

function install(): void {
  onTestFinished(variablesEffect.install(() => inside.getStore()))
}

function environment(variables: Record<string, string> = {}, hostNames: string[] = []): VariablesState {
  return createVariables({ variables, hostNames })
}

function setHost(name: string, value: string): void {
  process.env[name] = value
  onTestFinished(() => void delete process.env[name])
}

test('code of an environment sees the variables of the environment and none of the host [ENV-4]', () => {
  setHost('VL_HOST', 'host')
  install()
  const seen = inside.run(environment({ TABLE: 'orders', AWS_REGION: 'eu-west-1' }), () => ({
    spread: { ...process.env },
    json: JSON.stringify(process.env),
    entries: Object.entries(process.env),
    has: ['TABLE' in process.env, 'VL_HOST' in process.env, Object.hasOwn(process.env, 'VL_HOST')],
    host: process.env['VL_HOST'],
  }))
  expect(seen).toEqual({
    spread: { TABLE: 'orders', AWS_REGION: 'eu-west-1' },
    json: '{"TABLE":"orders","AWS_REGION":"eu-west-1"}',
    entries: [
      ['TABLE', 'orders'],
      ['AWS_REGION', 'eu-west-1'],
    ],
    has: [true, false, false],
    host: undefined,
  })
})

test('what an environment changes stays with it, for as long as it lives [ENV-9]', () => {
  setHost('VL_SHARED', 'host')
  install()
  const [a, b] = [environment({ VL_SHARED: 'a' }), environment({ VL_SHARED: 'b' })]
  inside.run(a, () => {
    process.env['VL_SHARED'] = 'changed'
    process.env['VL_NEW'] = 'new'
  })
  inside.run(b, () => delete process.env['VL_SHARED'])
  expect(inside.run(a, () => ({ ...process.env }))).toEqual({ VL_SHARED: 'changed', VL_NEW: 'new' })
  expect(inside.run(b, () => ({ ...process.env }))).toEqual({})
  expect([process.env['VL_SHARED'], process.env['VL_NEW']]).toEqual(['host', undefined])
})

test('`process.env` is one object, however it was taken hold of', () => {
  install()
  const captured = process.env
  const seen = inside.run(environment({ NAME: 'inside' }), () => [
    env['NAME'],
    captured['NAME'],
    nodeProcess.env['NAME'],
    (process.getBuiltinModule('node:process') as { env: NodeJS.ProcessEnv }).env['NAME'],
    process.env === captured,
  ])
  expect(seen).toEqual(['inside', 'inside', 'inside', 'inside', true])
})

test('console.log(process.env) shows the variables of whoever looks', () => {
  setHost('VL_HOST', 'host')
  install()
  expect(inside.run(environment({ TABLE: 'orders' }), () => inspect(process.env))).toBe("{ TABLE: 'orders' }")
  expect(inspect(process.env, { breakLength: Infinity, maxArrayLength: null })).toContain("VL_HOST: 'host'")
})

test('names are case-sensitive inside, on every host, as on Linux', () => {
  install()
  expect(inside.run(environment({ Path: 'x' }), () => [process.env['Path'], process.env['PATH']])).toEqual([
    'x',
    undefined,
  ])
})

test('a child process gets the variables of the environment that starts it', () => {
  install()
  const print = 'process.stdout.write(JSON.stringify([process.env.TABLE, process.env.VITEST]))'
  const output = inside.run(environment({ TABLE: 'orders' }), () => execFileSync(process.execPath, ['-e', print]))
  expect(JSON.parse(output.toString())).toEqual(['orders', null])
})

test('an environment that assigns an object to `process.env` replaces its own variables, as strings', () => {
  setHost('VL_HOST', 'host')
  install()
  const state = environment({ OLD: 'old' })
  const seen = inside.run(state, () => {
    Reflect.set(process, 'env', { ...process.env, PORT: 8080, NONE: undefined })
    return { ...process.env }
  })
  expect(seen).toEqual({ OLD: 'old', PORT: '8080' })
  expect(process.env['VL_HOST']).toBe('host')
})

test('vi.stubEnv changes what the test sees and not what an environment sees', () => {
  install()
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('VL_STUBBED', 'stubbed')
  expect([process.env['VL_STUBBED'], inside.run(environment(), () => process.env['VL_STUBBED'])]).toEqual([
    'stubbed',
    undefined,
  ])
  vi.unstubAllEnvs()
  expect(process.env['VL_STUBBED']).toBeUndefined()
})

test('a test may replace `process.env` and put it back, as is common in beforeEach and afterEach', () => {
  setHost('VL_HOST', 'host')
  install()
  const before = process.env
  const replaced = { ...process.env, VL_OTHER: 'other' }
  process.env = replaced
  expect([process.env === replaced, env['VL_OTHER'], inside.run(environment(), () => process.env['VL_OTHER'])]).toEqual(
    [true, 'other', undefined],
  )
  process.env = before
  expect([process.env === before, process.env['VL_OTHER'], process.env['VL_HOST']]).toEqual([true, undefined, 'host'])
})

test('the undo puts the exact property back', () => {
  const before = Object.getOwnPropertyDescriptor(process, 'env')
  const value = process.env
  const undo = variablesEffect.install(() => inside.getStore())
  expect(Object.getOwnPropertyDescriptor(process, 'env')).not.toEqual(before)
  undo()
  expect(Object.getOwnPropertyDescriptor(process, 'env')).toEqual(before)
  expect([process.env === value, env === value]).toEqual([true, true])
})

test('after the undo, `process.env` is still the object that the test put there meanwhile', () => {
  const value = process.env
  onTestFinished(() => void (process.env = value))
  const undo = variablesEffect.install(() => inside.getStore())
  const replaced = { ...process.env }
  process.env = replaced
  undo()
  expect(process.env).toBe(replaced)
})

test('process.loadEnvFile sets what is not set yet, inside and not on the host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'variables-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'env'), 'TABLE=from file\nQUEUE="jobs"\n')
  install()
  const seen = inside.run(environment({ TABLE: 'orders' }), () => {
    process.loadEnvFile(join(folder, 'env'))
    return { ...process.env }
  })
  expect(seen).toEqual({ TABLE: 'orders', QUEUE: 'jobs' })
  expect(process.env['QUEUE']).toBeUndefined()
})

test('a variable that is read as undefined and that the test process has is missing, once, until it is taken', () => {
  install()
  const state = environment({ TABLE: 'orders', EMPTY: '' }, ['API_URL', 'TOKEN', 'STAGE', 'TABLE', 'EMPTY'])
  const read = (): unknown[] =>
    inside.run(state, () => [
      process.env['TOKEN'],
      process.env['API_URL'],
      process.env['TOKEN'],
      'STAGE' in process.env,
      process.env['TABLE'],
      process.env['EMPTY'],
      process.env['NOBODY_HAS_IT'],
    ])
  read()
  expect(state.takeMissing()).toEqual(['TOKEN', 'API_URL', 'STAGE'])
  expect(state.takeMissing()).toEqual([])
  read()
  expect(state.takeMissing()).toEqual(['TOKEN', 'API_URL', 'STAGE'])
})

test('a variable that the environment set is not missing, and one that it deleted is', () => {
  install()
  const state = environment({ TOKEN: 'x' }, ['TOKEN', 'STAGE'])
  inside.run(state, () => {
    process.env['STAGE'] = 'dev'
    delete process.env['TOKEN']
    return [process.env['STAGE'], process.env['TOKEN']]
  })
  expect(state.takeMissing()).toEqual(['TOKEN'])
})

test('reads by the test itself are never missing', () => {
  install()
  const state = environment({}, ['VL_NEVER_SET'])
  expect(process.env['VL_NEVER_SET']).toBeUndefined()
  expect(state.takeMissing()).toEqual([])
})

test('listing all variables does not count as reading a missing one', () => {
  install()
  const state = environment({ A: '1' }, Object.keys(process.env).concat('TOKEN'))
  inside.run(state, () => [
    { ...process.env },
    Object.keys(process.env),
    JSON.stringify(process.env),
    inspect(process.env),
  ])
  expect(state.takeMissing()).toEqual([])
})
