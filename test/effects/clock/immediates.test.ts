import { describe, expect, test } from 'vitest'
import { Immediates } from '../../../src/effects/clock/immediates.js'
import type { Timer } from '../../../src/effects/clock/timer.js'
import { createTimer, turn } from './environment.js'

function setUp(): { immediates: Immediates; ran: number[]; add: (id: number) => Timer } {
  const ran: number[] = []
  const immediates = new Immediates((timer) => ran.push(timer.id))
  const add = (id: number): Timer => {
    const timer = createTimer(id)
    immediates.add(timer)
    return timer
  }
  return { immediates, ran, add }
}

describe('Immediates', () => {
  test('run in the next turn of the event loop, in order', async () => {
    const { immediates, ran, add } = setUp()
    add(1)
    add(2)
    expect([ran, immediates.size]).toEqual([[], 2])
    await turn()
    expect([ran, immediates.size]).toEqual([[1, 2], 0])
  })

  test('do not run once removed', async () => {
    const { immediates, ran, add } = setUp()
    immediates.remove(add(1))
    add(2)
    await turn()
    expect(ran).toEqual([2])
  })

  test('are held while frozen and run in order in the turn after the thaw [FRZ-2]', async () => {
    const { immediates, ran, add } = setUp()
    add(1)
    add(2)
    immediates.freeze()
    await turn()
    add(3)
    await turn()
    expect([ran, immediates.size]).toEqual([[], 3])
    immediates.thaw()
    expect(ran).toEqual([])
    await turn()
    expect(ran).toEqual([1, 2, 3])
  })

  test('that were held can still be removed', async () => {
    const { immediates, ran, add } = setUp()
    const first = add(1)
    add(2)
    immediates.freeze()
    await turn()
    immediates.remove(first)
    immediates.thaw()
    await turn()
    expect(ran).toEqual([2])
  })

  test('whose turn did not come during the freeze run once after it', async () => {
    const { immediates, ran, add } = setUp()
    add(1)
    immediates.freeze()
    immediates.thaw()
    await turn()
    await turn()
    expect(ran).toEqual([1])
  })

  test('keep the event loop alive while one of them does', () => {
    const { immediates, add } = setUp()
    const first = add(1)
    add(2).refd = false
    expect(immediates.hasRefd()).toBe(true)
    immediates.remove(first)
    expect(immediates.hasRefd()).toBe(false)
    immediates.clear()
  })

  test('are all gone when cleared, the held ones too', async () => {
    const { immediates, ran, add } = setUp()
    add(1)
    immediates.freeze()
    await turn()
    add(2)
    immediates.clear()
    immediates.thaw()
    await turn()
    expect([ran, immediates.size]).toEqual([[], 0])
  })
})
