import { describe, expect, test } from 'vitest'
import { TimerBook } from '../../../src/effects/clock/timer-book.js'
import type { Timer } from '../../../src/effects/clock/timer.js'
import { createTimer } from './environment.js'

function createBook(...dueAt: number[]): { book: TimerBook; timers: Timer[] } {
  const book = new TimerBook()
  const timers = dueAt.map((at, id) => createTimer(id, at))
  for (const timer of timers) book.put(timer, timer.dueAt)
  return { book, timers }
}

describe('TimerBook', () => {
  test('is empty at first', () => {
    const { book } = createBook()
    expect([book.first(), book.hasRefd(), book.dueCount(Infinity), [...book]]).toEqual([undefined, false, 0, []])
  })

  test('knows which timer is due first, and of those that are due together which was set first', () => {
    const { book, timers } = createBook(30, 10, 10, 20)
    expect(book.first()).toBe(timers[1])
    book.remove(timers[1] as Timer)
    expect(book.first()).toBe(timers[2])
  })

  test('puts a timer that is set anew after the others', () => {
    const { book, timers } = createBook(10, 10)
    book.put(timers[0] as Timer, 10)
    expect(book.first()).toBe(timers[1])
    expect([...book]).toEqual([timers[1], timers[0]])
  })

  test('answers for those that count only', () => {
    const { book, timers } = createBook(10, 20)
    if (timers[0]) timers[0].refd = false
    expect(book.first((timer) => timer.refd)).toBe(timers[1])
    expect(book.hasRefd()).toBe(true)
    if (timers[1]) timers[1].refd = false
    expect(book.hasRefd()).toBe(false)
  })

  test('counts what is due, the exact time included', () => {
    const { book } = createBook(10, 20, 30)
    expect([9, 10, 25, 30].map((time) => book.dueCount(time))).toEqual([0, 1, 2, 3])
  })

  test('finds a timer by its id until it is removed', () => {
    const { book, timers } = createBook(10)
    const timer = timers[0] as Timer
    expect([book.get(0), book.has(timer)]).toEqual([timer, true])
    book.remove(timer)
    expect([book.get(0), book.has(timer)]).toEqual([undefined, false])
  })

  test('forgets everything when cleared', () => {
    const { book } = createBook(10, 20)
    book.clear()
    expect([...book]).toEqual([])
  })
})
