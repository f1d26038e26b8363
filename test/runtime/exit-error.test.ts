import { describe, expect, test } from 'vitest'
import { exitError } from '../../src/runtime/exit-error.js'
import type { ExitStatus } from '../../src/sandbox/port.js'

describe('exitError()', () => {
  test.each<[ExitStatus, string]>([
    [{ code: 0 }, 'Runtime exited without providing a reason'],
    [{ code: 1 }, 'Runtime exited with error: exit status 1'],
    [{ code: 129 }, 'Runtime exited with error: exit status 129'],
    [{ signal: 'SIGKILL' }, 'Runtime exited with error: signal: killed'],
    [{ signal: 'SIGTERM' }, 'Runtime exited with error: signal: terminated'],
    [{ signal: 'SIGABRT' }, 'Runtime exited with error: signal: aborted'],
    [{ signal: 'SIGSEGV' }, 'Runtime exited with error: signal: segmentation fault'],
    [{ signal: 'SIGNEW' }, 'Runtime exited with error: signal: SIGNEW'],
  ])('of %o says: %s [ERR-11]', (exit, reason) => {
    expect(exitError('id-1', exit).errorMessage).toBe(`RequestId: id-1 Error: ${reason}`)
  })

  test('is a Runtime.OutOfMemory where the process was killed for want of memory [ERR-13]', () => {
    expect(JSON.stringify(exitError('id-1', { signal: 'SIGKILL', outOfMemory: true }))).toBe(
      '{"errorType":"Runtime.OutOfMemory","errorMessage":"RequestId: id-1 Error: Runtime exited with error: signal: killed"}',
    )
  })

  test('is a Runtime.ExitError without a trace [ERR-11]', () => {
    expect(JSON.stringify(exitError('id-1', { code: 3 }))).toBe(
      '{"errorType":"Runtime.ExitError","errorMessage":"RequestId: id-1 Error: Runtime exited with error: exit status 3"}',
    )
  })
})
