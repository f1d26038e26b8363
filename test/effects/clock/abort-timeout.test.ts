import { describe, expect, test } from 'vitest'
import { createAbortTimeout } from '../../../src/effects/clock/abort-timeout.js'
import { advanceTo, createEnvironment, inside, STARTS_AT } from './environment.js'

const timeout = createAbortTimeout(() => inside.getStore(), AbortSignal.timeout)

describe('AbortSignal.timeout inside an environment', () => {
  test('aborts when its time has passed there, as Node does', async () => {
    const { clock, run } = createEnvironment()
    const signal = run(() => timeout(250))
    const heard: unknown[] = []
    signal.addEventListener('abort', (event) => heard.push(event.target))
    advanceTo(clock, STARTS_AT + 249)
    expect([signal.aborted, heard]).toEqual([false, []])
    advanceTo(clock, STARTS_AT + 250)
    const real = AbortSignal.timeout(0)
    await new Promise((resolve) => real.addEventListener('abort', resolve))
    expect([signal.aborted, heard]).toEqual([true, [signal]])
    expect(signal.reason).toBeInstanceOf(DOMException)
    expect([signal.reason.name, signal.reason.message]).toEqual([real.reason.name, real.reason.message])
  })

  test('does not keep the event loop alive, as in Node, and says where it was called', () => {
    const { clock, run } = createEnvironment()
    run(function theHandler() {
      timeout(250)
    })
    expect(clock.hasRefd()).toBe(false)
    expect(clock.pending()[0]?.site.frames[0]?.getFunctionName()).toBe('theHandler')
  })

  test('can be one of several signals', () => {
    const { clock, run } = createEnvironment()
    const any = AbortSignal.any([new AbortController().signal, run(() => timeout(10))])
    advanceTo(clock, STARTS_AT + 10)
    expect([any.aborted, (any.reason as Error).name]).toEqual([true, 'TimeoutError'])
  })

  test.each([-1, 2 ** 32, 1.5, 'soon', undefined])('refuses %j as Node does', (delay) => {
    const { clock, run } = createEnvironment()
    expect(() => run(() => timeout(delay as never))).toThrow(/"delay"/)
    expect(clock.pending()).toEqual([])
  })
})

test('AbortSignal.timeout outside an environment aborts in real time', async () => {
  const signal = timeout(1)
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  expect(signal.aborted).toBe(true)
})
