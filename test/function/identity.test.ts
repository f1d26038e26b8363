import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultLogGroupName, functionArn, logStreamName } from '../../src/function/identity.js'

const NAME = { region: 'us-east-1', accountId: '123456789012', functionName: 'orders' }
const HEX = 'b33e12be6c054d53918d3142fbea7cef'
const STREAM = {
  startedAt: Date.parse('2025-12-28T23:59:59.999Z'),
  version: '$LATEST',
  id: HEX,
  functionName: 'orders',
  logGroupName: '/aws/lambda/orders',
}

describe('functionArn', () => {
  test('has no qualifier unless the caller gave one [CTX-6]', () => {
    expect(functionArn(NAME)).toBe('arn:aws:lambda:us-east-1:123456789012:function:orders')
  })

  test.each(['$LATEST', '7', 'live'])('ends in the qualifier %s that the caller gave [CTX-6]', (qualifier) => {
    expect(functionArn(NAME, qualifier)).toBe(`arn:aws:lambda:us-east-1:123456789012:function:orders:${qualifier}`)
  })

  test('belongs to the partition of its Region', () => {
    expect(functionArn({ ...NAME, region: 'cn-north-1' })).toBe(
      'arn:aws-cn:lambda:cn-north-1:123456789012:function:orders',
    )
  })

  test('fits the pattern of the service model for every legal name [LIM-4]', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9-_]{1,64}$/)
    const qualifier = fc.option(fc.stringMatching(/^[a-zA-Z0-9-_]{1,20}$/), { nil: undefined })
    fc.assert(
      fc.property(name, qualifier, (functionName, given) => {
        expect(functionArn({ ...NAME, functionName }, given)).toMatch(
          /^arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}-[a-z]+-\d:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?$/,
        )
      }),
    )
  })
})

describe('log names', () => {
  test('a function writes to a log group of its own [CTX-8]', () => {
    expect(defaultLogGroupName('orders')).toBe('/aws/lambda/orders')
  })

  test('a log stream is named by UTC day, version and 32 digits [CTX-8]', () => {
    expect(logStreamName(STREAM)).toBe(`2025/12/28/[$LATEST]${HEX}`)
  })

  test('a log stream of a published version shows its number [CTX-8]', () => {
    expect(logStreamName({ ...STREAM, version: '7' })).toBe(`2025/12/28/[7]${HEX}`)
  })

  test('in a log group that functions share, the stream shows the function [CTX-8]', () => {
    expect(logStreamName({ ...STREAM, logGroupName: 'shop' })).toBe(`2025/12/28/orders[$LATEST]${HEX}`)
  })

  test('the day is the day in UTC, with two digits each', () => {
    expect(logStreamName({ ...STREAM, startedAt: Date.parse('2026-01-02T00:00:00+03:00') })).toMatch(/^2026\/01\/01\//)
  })

  test.each(['', 'abc', HEX.toUpperCase(), `${HEX}0`])('refuses the id %j', (id) => {
    expect(() => logStreamName({ ...STREAM, id })).toThrow(
      new TypeError(`logStreamName(): id is '${id}': it takes 32 lower-case hexadecimal digits`),
    )
  })
})
