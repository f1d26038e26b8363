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

  test('are told up to the hundredth, since it is dear to know', () => {
    const flights = new Flights()
    for (let time = 0; time < 99; time++) invoke(flights).end()
    const hundredth = invoke(flights)
    expect(flights.forgotten('the test')).toHaveLength(1)
    hundredth.end()
    invoke(flights)
    expect(flights.forgotten('the test')).toEqual([])
  })
})

describe('who sends an event by way of a source', () => {
  const push = (flights: Flights): readonly string[] => flights.from(push)()

  test('is known by the line, up to the hundredth event', () => {
    const flights = new Flights()
    const lines = Array.from({ length: 101 }, () => push(flights)[0])
    expect(lines[99]).toMatch(/flights\.test\.ts:\d+:\d+/)
    expect(lines[100]).toBeUndefined()
  })

  test('takes nothing from what is known of invocations', () => {
    const flights = new Flights()
    for (let time = 0; time < 100; time++) push(flights)
    invoke(flights)
    expect(flights.forgotten('the test')).toHaveLength(1)
  })
})

describe('the calls of a test in which functions are invoked', () => {
  const call = (flights: Flights, name: string, at = 0): Flight => flights.beginCall(name, at, call)

  test('are known while they go on, the last one first', () => {
    const flights = new Flights()
    const [settled, poll] = [call(flights, 'stream.settled()'), call(flights, 'queue.poll()')]
    flights.beginWithin('orders')
    expect(flights.call).toBe(poll)
    poll.end()
    expect(flights.call).toBe(settled)
    settled.end()
    expect(flights.call).toBeUndefined()
  })

  test('have no line of their own in the invocations that they make', () => {
    expect(new Flights().beginWithin('orders').frames).toEqual([])
  })

  test('are told when they go on at the end of the time of a test, with their lines, and invocations are not', () => {
    const flights = new Flights()
    call(flights, 'queue.poll()', 1000).end()
    call(flights, 'queue.settled()', 2000)
    invoke(flights)
    const [error, ...others] = flights.unfinished("the test 'places orders'", 92_000)
    expect(others).toEqual([])
    expect(error?.name).toBe('UnfinishedCallError')
    expect(error?.message).toMatchInlineSnapshot(`
      "queue.settled() was still running when the test 'places orders' timed out, and 1.5 min of virtual time had passed in it.

      Either there is no end to it, as when a function sends to the queue that invokes it, or a function waits for what takes long in real time."
    `)
    expect(places([error as Error])).not.toContain(undefined)
  })
})
