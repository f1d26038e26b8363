import { describe, expect, test } from 'vitest'
import { BOOTING, callEnd, exitOf, OUT_OF_MEMORY, stuck, tmpIsLost } from '../../../src/sandbox/thread/losses.js'

describe('what is told of a thread that did not answer', () => {
  test('is where it was, if anybody knows', () => {
    expect(stuck('src/orders.ts:1:2')).toEqual({
      ended: 'stuck',
      waitingFor: ['code that does not give way (src/orders.ts:1:2)'],
    })
    expect(stuck().waitingFor).toEqual(['code that does not give way'])
  })

  test('is something else of one that is not there yet', () => {
    expect(BOOTING).toBe('its thread, which is still starting')
  })

  test('is the end of its process: its status, or a signal for want of memory [ERR-11, ERR-13]', () => {
    expect(exitOf({ code: 7, outOfMemory: false, error: undefined })).toEqual({ code: 7 })
    expect(exitOf(OUT_OF_MEMORY)).toEqual({ signal: 'SIGKILL', outOfMemory: true })
  })

  test.each([
    [stuck('a.ts:1:2'), 'code that does not give way (a.ts:1:2)'],
    [{ ended: OUT_OF_MEMORY }, 'it is out of memory'],
    [{ ended: { code: 0, outOfMemory: false, error: undefined } }, 'its promise can never settle'],
    [{ ended: { code: 3, outOfMemory: false, error: undefined } }, 'exit status 3'],
  ])('is why a function of the setup module did not come back: %#', (ended, text) => {
    expect(callEnd(ended)).toBe(text)
  })

  test('is that its /tmp is lost, with how much that was', () => {
    expect(tmpIsLost(300 * 1024 * 1024)).toMatchInlineSnapshot(
      `"The thread of an environment has ended without handing over its /tmp (300 MB), which is empty in the next invocation; on Lambda it would still be there. V8 ends a thread so whose heap is full, and a debugger keeps others from looking into one that is killed."`,
    )
    expect(tmpIsLost(4096)).toContain('(less than a megabyte)')
  })
})
