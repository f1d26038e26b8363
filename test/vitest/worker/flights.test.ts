import { describe, expect, test } from 'vitest'
import type { Flight } from '../../../src/vitest/worker/flight.js'
import { Flights } from '../../../src/vitest/worker/flights.js'

/** What stands for invoke(): a promise that never settles. */
function invoke(flights: Flights): Flight {
  const flight = flights.begin('orders', invoke)
  void flight.depart(new Promise(() => {}))
  return flight
}

const places = (errors: readonly Error[]): (string | undefined)[] =>
  errors.map(({ stack }) => /flights\.test\.ts:\d+:\d+/.exec(stack ?? '')?.[0])

describe('the invocations of a test', () => {
  test('that nothing waits for are told by the line that asked for them, each line once', () => {
    const flights = new Flights()
    for (let time = 0; time < 3; time++) invoke(flights)
    invoke(flights)
    const errors = flights.forgotten('the test')
    expect(new Set(places(errors)).size).toBe(2)
    expect(places(errors)).not.toContain(undefined)
    expect(errors[0]?.message).toContain('was still running when the test ended.')
  })

  test('are told once', () => {
    const flights = new Flights()
    invoke(flights)
    expect(flights.forgotten('the test')).toHaveLength(1)
    expect(flights.forgotten('the test')).toEqual([])
  })

  test('are not told when they have ended', () => {
    const flights = new Flights()
    invoke(flights).end()
    expect(flights.forgotten('the test')).toEqual([])
  })

  test('are told without their lines after the first hundred', () => {
    const flights = new Flights()
    for (let time = 0; time < 100; time++) invoke(flights).end()
    invoke(flights)
    const [error, ...others] = flights.forgotten('the test')
    expect(others).toEqual([])
    expect(places([error as Error])).toEqual([undefined])
    expect(error?.message).toContain('Its line is not known')
  })
})
