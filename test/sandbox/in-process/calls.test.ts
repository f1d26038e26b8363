import { describe, expect, test, vi } from 'vitest'
import { Calls } from '../../../src/sandbox/in-process/calls.js'
import { Timeline } from '../../../src/sandbox/timeline.js'

describe('the calls of an environment', () => {
  test('are in flight until they have ended, however they end', async () => {
    const own = new Timeline(0)
    const calls = new Calls(own, () => {})
    const [answer, refusal] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()]
    const following = [calls.follow(answer.promise, own), calls.follow(refusal.promise, own)] as const
    expect([calls.inFlight, calls.elsewhere]).toEqual([2, 0])
    answer.resolve('answer')
    expect(await following[0]).toBe('answer')
    expect(calls.inFlight).toBe(1)
    refusal.reject(new Error('refused'))
    await expect(following[1]).rejects.toThrow('refused')
    expect(calls.inFlight).toBe(0)
  })

  test('on another timeline are told apart, and take their time on their own', async () => {
    const [own, other] = [new Timeline(1000), new Timeline(50_000)]
    const spent = vi.fn()
    const calls = new Calls(own, spent)
    const answer = Promise.withResolvers<void>()
    const following = calls.follow(answer.promise, other)
    expect([calls.inFlight, calls.elsewhere]).toEqual([1, 1])
    other.advance(700)
    answer.resolve()
    await following
    expect(own.now).toBe(1700)
    expect(spent.mock.calls).toEqual([[1700]])
    expect([calls.inFlight, calls.elsewhere]).toEqual([0, 0])
  })

  test('in a thread are told apart until they have ended', async () => {
    const own = new Timeline(1000)
    const calls = new Calls(own, () => {})
    const answer = Promise.withResolvers<string>()
    const following = calls.followThread(answer.promise, own)
    expect([calls.inFlight, calls.elsewhere, calls.inThreads]).toEqual([1, 0, 1])
    answer.resolve('answer')
    expect(await following).toBe('answer')
    expect([calls.inFlight, calls.inThreads]).toEqual([0, 0])
  })

  test('on the same timeline have spent it already', async () => {
    const own = new Timeline(1000)
    const spent = vi.fn()
    const answer = Promise.withResolvers<void>()
    const following = new Calls(own, spent).follow(answer.promise, own)
    own.advance(300)
    answer.resolve()
    await following
    expect(own.now).toBe(1300)
    expect(spent.mock.calls).toEqual([[1300]])
  })

  test('still count while it is told how late it is: that is when a deadline may come', async () => {
    const own = new Timeline(0)
    const seen: number[] = []
    const calls: Calls = new Calls(own, () => seen.push(calls.inFlight))
    await calls.follow(Promise.resolve(), own)
    expect(seen).toEqual([1])
  })
})
