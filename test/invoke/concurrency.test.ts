import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { Concurrency } from '../../src/invoke/concurrency.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'

let concurrency: Concurrency

beforeEach(() => {
  concurrency = new Concurrency()
})

describe('the concurrency of a function', () => {
  test('is as much as comes where nothing is reserved [CON-1]', () => {
    const limits = { reserved: undefined, provisioned: 3 }
    expect(() => Array.from({ length: 2_000 }, () => concurrency.enter(limits, false))).not.toThrow()
  })

  test('is at most what is reserved, until one has ended [CON-2]', () => {
    const limits = { reserved: 2, provisioned: 0 }
    const [leave] = [concurrency.enter(limits, false), concurrency.enter(limits, false)]
    expect(() => concurrency.enter(limits, false)).toThrow('Rate Exceeded.')
    leave()
    expect(() => concurrency.enter(limits, false)).not.toThrow()
    expect(() => concurrency.enter(limits, false)).toThrow('Rate Exceeded.')
  })

  test('is refused by the name, the reason and the members of AWS [API-8, CON-3]', () => {
    let refused: unknown
    try {
      concurrency.enter({ reserved: 0, provisioned: 0 }, false)
    } catch (error) {
      refused = error
    }
    expect(refused).toBeInstanceOf(LambdaServiceException)
    expect(refused).toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      statusCode: 429,
      Type: 'User',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      retryAfterSeconds: '1',
    })
  })

  test('has in it what is provisioned, used or not [CON-4]', () => {
    const limits = { reserved: 3, provisioned: 2 }
    concurrency.enter(limits, true)
    concurrency.enter(limits, false)
    expect(() => concurrency.enter(limits, false)).toThrow('Rate Exceeded.')
    expect(() => concurrency.enter(limits, true)).not.toThrow()
  })

  test('follows a limit that is changed meanwhile: what runs goes on [CON-2]', () => {
    const leave = concurrency.enter({ reserved: undefined, provisioned: 0 }, false)
    expect(() => concurrency.enter({ reserved: 1, provisioned: 0 }, false)).toThrow('Rate Exceeded.')
    leave()
    expect(() => concurrency.enter({ reserved: 1, provisioned: 0 }, false)).not.toThrow()
  })

  test('is never more than it may be, and never less than it could be [CON-1, CON-2, CON-4]', () => {
    const steps = fc.array(fc.constantFrom('enter', 'enter provisioned', 'leave'), { maxLength: 80 })
    const limits = fc.record({ reserved: fc.nat({ max: 5 }), provisioned: fc.nat({ max: 5 }) })
    fc.assert(
      fc.property(steps, limits, (sequence, given) => {
        const subject = new Concurrency()
        const running: { readonly leave: () => void; readonly provisioned: boolean }[] = []
        for (const step of sequence) {
          if (step === 'leave') {
            running.shift()?.leave()
            continue
          }
          const provisioned = step === 'enter provisioned'
          const before = running.filter((one) => !one.provisioned).length
          try {
            running.push({ leave: subject.enter(given, provisioned), provisioned })
            if (!provisioned) expect(before).toBeLessThan(given.reserved - given.provisioned)
          } catch (error) {
            expect(error).toBeInstanceOf(LambdaServiceException)
            expect(before).toBeGreaterThanOrEqual(given.reserved - given.provisioned)
          }
        }
      }),
    )
  })
})
