import { nextTick } from 'node:process'
import { describe, expect, test } from 'vitest'
import { inSource } from '../../../src/effects/clock/call-site.js'
import type { Cause } from '../../../src/effects/promises/cause.js'
import { current, instantly, traced, turn } from './traced.js'

const now = (): Cause | undefined => current.getStore()?.cause

/** Puts `run` off, as a client does that connects in a moment. */
function inTick(run: () => void): void {
  nextTick(run)
}

function inMicrotask(run: () => void): void {
  queueMicrotask(run)
}

const stackOf = (cause: Cause | undefined): string => (cause ? inSource(cause.site.frames) : 'nothing led there')

describe.each([inTick, inMicrotask])('what is put off: %o', (putOff) => {
  test('is the doing of the code that put it off', async () => {
    let cause: Cause | undefined
    await traced(async () => {
      putOff(() => (cause = now()))
      await turn()
    })
    expect(stackOf(cause)).toContain(putOff.name)
    expect(cause?.isTick).toBe(true)
  })

  test('is that of what led there in turn, be it a tick or a promise', async () => {
    const causes: (Cause | undefined)[] = []
    await traced(async () => {
      await instantly(1)
      putOff(() => putOff(() => causes.push(now(), now()?.cause, now()?.cause?.cause)))
      await turn()
    })
    expect(causes.map((cause) => cause?.isTick)).toEqual([true, true, false])
  })

  test('leads on to the promises that it makes', async () => {
    let cause: Cause | undefined
    await traced(async () => {
      putOff(() => {
        void (async () => {
          await instantly(1)
          cause = now()
        })()
      })
      await turn()
    })
    const led: boolean[] = []
    for (let each = cause; each; each = each.cause) led.push(each.isTick)
    expect(led).toEqual([false, true])
  })

  test('is not looked at for those who only ask what follows an answer, nor beyond the most', async () => {
    const causes: (Cause | undefined)[] = []
    const run = async (): Promise<void> => {
      for (let count = 0; count < 3; count++) putOff(() => causes.push(now()))
      await turn()
    }
    await traced(run, { kind: 'answer' })
    await traced(run, { most: 2 })
    expect(causes.map((cause) => cause?.isTick ?? false)).toEqual([false, false, false, true, true, false])
  })

  test('is let go of with its trace', async () => {
    let cause: Cause | undefined
    const trace = await traced(async () => {
      await instantly(1)
      putOff(() => (cause = now()))
      await turn()
    })
    expect(cause?.cause).toBeDefined()
    trace.forget()
    expect(cause?.cause).toBeUndefined()
  })
})
