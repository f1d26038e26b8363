import { describe, expect, test } from 'vitest'
import { afterUse, type Ending, initEnding, initStatus, invokeEnding } from '../../src/environment/ending.js'
import type { Settled } from '../../src/sandbox/port.js'

const ID = '8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b'
const common = { endedAt: 1000, survives: true, missingEnv: ['TABLE'] }

function invoked(settled: Settled): Ending {
  return invokeEnding(settled, ID, 3000)
}

describe('the end of an invocation', () => {
  test('by an answer is that answer, with what was missed', () => {
    expect(invoked({ ...common, outcome: 'response', payload: '{"a":1}' })).toEqual({
      ...common,
      outcome: 'response',
      payload: '{"a":1}',
      status: { status: 'success' },
      connections: { opened: [], reused: [], stale: [], blocked: [] },
    })
  })

  test('by a function error has no status for the platform [LOG-4]', () => {
    const payload = '{"errorType":"TypeError"}'
    expect(invoked({ ...common, outcome: 'error', payload })).toMatchObject({
      outcome: 'error',
      payload,
      status: { status: 'success' },
    })
  })

  test.each(['response', 'error'] as const)(
    'by a %s whose process ended behind it keeps it, and has the status of an exit [ERR-6, ERR-8]',
    (outcome) => {
      expect(invoked({ ...common, outcome, payload: '1', survives: false })).toMatchObject({
        outcome,
        payload: '1',
        survives: false,
        status: { status: 'error', errorType: 'Runtime.ExitError' },
      })
    },
  )

  test('by timeout says so in seconds with two decimals, and what it waited for [ERR-12]', () => {
    const ending = invoked({ ...common, outcome: 'timeout', waitingFor: ['a timer'], survives: false })
    expect(ending).toMatchObject({ outcome: 'timeout', waitingFor: ['a timer'], status: { status: 'timeout' } })
    expect(JSON.parse(ending.payload)).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${ID} Error: Task timed out after 3.00 seconds`,
    })
  })

  test('by exit is Runtime.ExitError [ERR-11]', () => {
    const ending = invoked({ ...common, outcome: 'exit', exit: { code: 3 }, survives: false })
    expect(ending).toMatchObject({ outcome: 'exit', status: { status: 'error', errorType: 'Runtime.ExitError' } })
    expect(JSON.parse(ending.payload)).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${ID} Error: Runtime exited with error: exit status 3`,
    })
  })

  test('by exit because nothing was left to happen says what was waited for [HND-14]', () => {
    const waitingFor = ['a promise that nothing is left to settle']
    const settled = { ...common, outcome: 'exit', exit: { code: 0 }, survives: false } as const
    expect(invoked({ ...settled, waitingFor }).waitingFor).toEqual(waitingFor)
    expect(invoked(settled)).not.toHaveProperty('waitingFor')
    const init = initEnding({ kind: 'failed', endedAt: 1000, exit: { code: 0 }, waitingFor }, ID, 3000)
    expect(init.waitingFor).toEqual(waitingFor)
  })

  test('by a response that is too large is Function.ResponseSizeTooLarge, and the process goes on [ERR-14]', () => {
    const ending = invoked({ ...common, outcome: 'response', payload: 'x'.repeat(6_291_557) })
    expect(ending).toMatchObject({
      outcome: 'error',
      survives: true,
      status: { status: 'error', errorType: 'Function.ResponseSizeTooLarge' },
    })
  })

  test('by an error that is as large is that error: only responses are measured', () => {
    const payload = 'x'.repeat(6_291_557)
    expect(invoked({ ...common, outcome: 'error', payload })).toMatchObject({ outcome: 'error', payload })
  })
})

describe('the end of an invocation whose Init failed inside it', () => {
  const failed = (errorType: string): Ending =>
    initEnding({ kind: 'failed', endedAt: 1000, error: { errorType, errorMessage: 'x', trace: [] } }, ID, 3000)

  test('is the error of Init [INIT-6]', () => {
    expect(failed('TypeError')).toMatchObject({
      outcome: 'error',
      payload: '{"errorType":"TypeError","errorMessage":"x","trace":[]}',
      survives: false,
      missingEnv: [],
    })
  })

  test.each([
    ['Runtime.ImportModuleError', 'Runtime.ImportModuleError'],
    ['Function.SomeError', 'Function.SomeError'],
    ['My.Runtime.Foo', 'My.Runtime.Foo'],
    ['Function.lower', 'Function.Unknown'],
    ['Runtime.lower', 'Runtime.Unknown'],
    ['TypeError', 'Runtime.Unknown'],
    ['', 'Runtime.Unknown'],
  ])('of type %s is %s in the lines of the platform [ERR-15]', (errorType, shown) => {
    expect(failed(errorType).status).toEqual({ status: 'error', errorType: shown })
  })

  test('by an exit without an error is Runtime.ExitError [INIT-10]', () => {
    const ending = initEnding({ kind: 'failed', endedAt: 1000, exit: { signal: 'SIGKILL' } }, ID, 3000)
    expect(ending.outcome).toBe('exit')
    expect(ending.payload).toContain('Runtime exited with error: signal: killed')
  })

  test('by nothing that is known is exit status 1', () => {
    expect(initEnding({ kind: 'failed', endedAt: 1000 }, ID, 3000).payload).toContain('exit status 1')
  })

  test('by timeout is the timeout of the function [INIT-8]', () => {
    expect(initEnding({ kind: 'timeout', endedAt: 1000, waitingFor: ['x'] }, ID, 3000)).toMatchObject({
      outcome: 'timeout',
      waitingFor: ['x'],
      status: { status: 'timeout' },
    })
  })
})

describe('what an invocation used', () => {
  const used = { cpuMs: 3, memoryBytes: 100 }

  test('is what its Init took, where that failed [LOG-8]', () => {
    expect(initEnding({ kind: 'failed', endedAt: 1000, used }, ID, 3000)).toMatchObject({ used })
    expect(initEnding({ kind: 'timeout', endedAt: 1000, waitingFor: [], used }, ID, 3000)).toMatchObject({ used })
  })

  test('has in it what an Init took that failed before: the sum of CPU time, and the most memory [INIT-6, LOG-8]', () => {
    const ending = invoked({ ...common, outcome: 'response', payload: '1', used })
    const after = (cpuMs: number, memoryBytes: number, mostBytes = 0): unknown =>
      afterUse(ending, { init: { cpuMs, memoryBytes }, mostBytes }).used
    expect(after(4, 200)).toEqual({ cpuMs: 7, memoryBytes: 200 })
    expect(after(4, 50)).toEqual({ cpuMs: 7, memoryBytes: 100 })
    expect(after(4, 50, 300)).toEqual({ cpuMs: 7, memoryBytes: 300 })
    expect(afterUse(ending, { init: undefined, mostBytes: 0 }).used).toEqual(used)
  })

  test('is nothing where nobody could tell, whatever was used before', () => {
    const ending = invoked({ ...common, outcome: 'response', payload: '1' })
    expect(afterUse(ending, { init: { cpuMs: 4, memoryBytes: 50 }, mostBytes: 300 })).toBe(ending)
  })
})

test.each([
  [{ kind: 'ready', sharedModules: [] }, { status: 'success' }],
  [{ kind: 'timeout', waitingFor: [] }, { status: 'timeout' }],
  [
    { kind: 'failed', error: { errorType: 'TypeError', errorMessage: 'x' } },
    { status: 'error', errorType: 'Runtime.Unknown' },
  ],
  [
    { kind: 'failed', exit: { code: 3 } },
    { status: 'error', errorType: 'Runtime.ExitError' },
  ],
] as const)('the platform says of the Init %j that it was %j [INIT-7, INIT-8, INIT-10]', (outcome, status) => {
  expect(initStatus({ ...outcome, endedAt: 0 })).toEqual(status)
})
