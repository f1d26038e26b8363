import { beforeEach, describe, expect, test } from 'vitest'
import type { Traveller } from '../../src/sandbox/traveller.js'
import { type Pursuit, Travellers } from '../../src/sandbox/travellers.js'

let travellers: Travellers

beforeEach(() => {
  travellers = new Travellers()
})

interface Given {
  readonly nextAt?: number
  readonly deadline?: number
  readonly does?: Pursuit
  readonly activity?: number
  readonly alive?: boolean
  readonly open?: boolean
}

function add({
  nextAt,
  deadline = 1000,
  does = 'waiting',
  activity = 0,
  alive = true,
  open = false,
}: Given = {}): Traveller & {
  told: number
  turns: number
} {
  const traveller = {
    told: 0,
    turns: 0,
    deadline,
    clock: {
      now: 0,
      newTurn: () => void traveller.turns++,
      nextAt: () => nextAt,
      dueCount: () => 0,
      fireOne: () => false,
      moveTo: () => {},
    },
    loading: () => does === 'loading',
    busy: () => does === 'busy',
    stirring: () => does === 'stirring',
    activity: () => activity,
    loopAlive: () => alive,
    open: () => open,
    deadlineReached: () => {},
    loopEmptied: () => void traveller.told++,
  }
  travellers.add(traveller)
  return traveller
}

describe('travellers', () => {
  test('are counted until they leave, which they do once', () => {
    const one = add()
    add()
    expect([travellers.size, [...travellers].length]).toEqual([2, 2])
    expect([travellers.delete(one), travellers.delete(one)]).toEqual([true, false])
    expect(travellers.size).toBe(1)
  })

  test.each<[Pursuit[], Pursuit]>([
    [['waiting', 'waiting'], 'waiting'],
    [['waiting', 'stirring'], 'stirring'],
    [['stirring', 'busy', 'waiting'], 'busy'],
    [['busy', 'loading', 'stirring'], 'loading'],
    [[], 'waiting'],
  ])('that are %o are together %s', (each, together) => {
    for (const does of each) add({ does })
    expect(travellers.survey().pursuit).toBe(together)
  })

  test('begin a turn of their clocks with each survey', () => {
    const one = add()
    travellers.survey()
    travellers.survey()
    expect(one.turns).toBe(2)
  })

  test('have changed when anything started or ended since the last survey', () => {
    add({ activity: 3 })
    expect([travellers.survey().changed, travellers.survey().changed]).toEqual([true, false])
    add({ activity: 1 })
    expect([travellers.survey().changed, travellers.survey().changed]).toEqual([true, false])
  })

  test('are stuck when nothing keeps their loop alive, until they are told, which they are once', () => {
    const [stuck, alive] = [add({ alive: false }), add()]
    expect(travellers.stuck()).toEqual([stuck])
    travellers.tellEmptied(travellers.stuck())
    expect(travellers.stuck()).toEqual([])
    expect([stuck.told, alive.told]).toEqual([1, 0])
  })

  test('are open when one of them is', () => {
    add()
    expect(travellers.open()).toBe(false)
    add({ open: true })
    expect(travellers.open()).toBe(true)
  })

  test('know the timer that is due first, and the first deadline', () => {
    expect([travellers.nextTimer(), travellers.firstDeadline()]).toEqual([undefined, Infinity])
    add({ deadline: 900 })
    add({ nextAt: 70, deadline: 500 })
    add({ nextAt: 40 })
    expect([travellers.nextTimer(), travellers.firstDeadline()]).toEqual([40, 500])
  })
})
