import { describe, expect, test } from 'vitest'
import { createProcessTime } from '../../../src/effects/clock/process-time.js'
import { createEnvironment, inside, STARTS_AT } from './environment.js'

const { hrtime, uptime } = createProcessTime(() => inside.getStore(), process)

describe('inside an environment', () => {
  test('hrtime counts the environment’s time, from a point that is not 0', () => {
    const { clock, run } = createEnvironment()
    const begin = run(() => hrtime())
    const beginNs = run(() => hrtime.bigint())
    clock.moveTo(STARTS_AT + 2500.25)
    expect(begin[0]).toBeGreaterThan(0)
    expect(run(() => hrtime(begin))).toEqual([2, 500_250_000])
    expect(run(() => hrtime.bigint()) - beginNs).toBe(2_500_250_000n)
  })

  test('hrtime agrees with its own bigint form', () => {
    const { run } = createEnvironment()
    const [seconds, nanoseconds] = run(() => hrtime())
    expect(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds)).toBe(run(() => hrtime.bigint()))
  })

  test('hrtime of a time to come has negative seconds and positive nanoseconds, as in Node', () => {
    const { run } = createEnvironment()
    const [seconds, nanoseconds] = run(() => hrtime())
    expect(run(() => hrtime([seconds + 1, nanoseconds + 1]))).toEqual([-2, 999_999_999])
    expect(run(() => hrtime([seconds + 1, nanoseconds]))).toEqual([-1, 0])
  })

  test.each([5, 'x', [1], [1, 2, 3]])('hrtime refuses %j as Node does', (time) => {
    const { run } = createEnvironment()
    expect(() => run(() => hrtime(time as never))).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/Error$/) as string }),
    )
    expect(() => process.hrtime(time as never)).toThrow(expect.objectContaining({ code: expect.any(String) as string }))
  })

  test('uptime is the age of the environment', () => {
    const { clock, run } = createEnvironment()
    expect(run(uptime)).toBe(0)
    clock.moveTo(STARTS_AT + 1500)
    expect(run(uptime)).toBe(1.5)
  })
})

describe('outside an environment', () => {
  test('hrtime and uptime are the real ones', () => {
    const before = process.hrtime.bigint()
    const pair = hrtime()
    const between = BigInt(pair[0]) * 1_000_000_000n + BigInt(pair[1])
    expect(between).toBeGreaterThanOrEqual(before)
    expect(hrtime.bigint()).toBeGreaterThanOrEqual(between)
    expect(hrtime(pair)[0]).toBeGreaterThanOrEqual(0)
    expect(uptime()).toBeGreaterThan(0)
  })
})

test('every facade looks like the function it stands for', () => {
  expect([hrtime.name, uptime.name]).toEqual([process.hrtime.name, process.uptime.name])
  expect([hrtime.length, uptime.length]).toEqual([process.hrtime.length, process.uptime.length])
})
