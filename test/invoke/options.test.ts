import { inspect } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { showValue } from '../../src/function/show-value.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import { type InvocationHeaders, type InvokeOptions, readOptions } from '../../src/invoke/options.js'

function read(options: unknown): InvocationHeaders {
  return readOptions(options as InvokeOptions, 3000)
}

describe('the options of an invocation', () => {
  test('become what travels with it, as the headers of the Runtime API carry it', () => {
    expect(
      read({
        invocationType: 'RequestResponse',
        logType: 'Tail',
        clientContext: { Custom: { a: 1 } },
        cognitoIdentity: { cognitoIdentityId: 'id', cognitoIdentityPoolId: 'pool' },
        traceId: 'Root=1',
        tenantId: 'blue',
        remainingTimeInMillis: 250,
      }),
    ).toEqual({
      clientContext: '{"Custom":{"a":1}}',
      cognitoIdentity: '{"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}',
      traceId: 'Root=1',
      tenantId: 'blue',
      timeoutMs: 250,
    })
  })

  test('are nothing when they are undefined', () => {
    const names = [
      'invocationType',
      'logType',
      'clientContext',
      'qualifier',
      'cognitoIdentity',
      'traceId',
      'tenantId',
      'remainingTimeInMillis',
    ]
    expect(read(Object.fromEntries(names.map((name) => [name, undefined])))).toEqual({})
  })

  test('that are unknown are refused with the nearest one, or with all', () => {
    expect(() => read({ logtype: 'Tail' })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: invoke(): unknown option 'logtype': did you mean logType?]`,
    )
    expect(() => read({ colour: 'x' })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: invoke(): unknown option 'colour': the options are invocationType, logType, clientContext, qualifier, cognitoIdentity, traceId, tenantId, remainingTimeInMillis, deliverTwice]`,
    )
  })

  test('that configure the function are refused with the place where they belong', () => {
    expect(() => read({ timeout: 3 })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: invoke(): 'timeout' belongs to the function: withLambda(…, { timeout }). To enter the handler with less time left, use remainingTimeInMillis.]`,
    )
    expect(() => read({ memorySize: 256 })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: invoke(): 'memorySize' belongs to the function: withLambda(…, { memorySize }).]`,
    )
  })

  test.each([[null], ['text'], [['logType']], [new Map([['logType', 'Tail']])], [Promise.resolve({})]])(
    'that are %o are refused: they take a plain object',
    (options) => {
      expect(() => read(options)).toThrow(/^invoke\(\): options are .+: they take a plain object\.$/)
    },
  )

  test.each([['Event'], ['DryRun']] as const)('takes invocationType %s [API-2]', (invocationType) => {
    expect(read({ invocationType })).toEqual({})
  })

  test('invocationType of any other kind is refused', () => {
    expect(() => read({ invocationType: 'event' })).toThrow(
      "invoke(): invocationType is 'event': it takes 'RequestResponse', 'Event' or 'DryRun'.",
    )
  })

  test.each([[''], [7]])('qualifier %j is refused, with what one looks like [CP-7]', (qualifier) => {
    expect(() => read({ qualifier })).toThrow(/: it takes a version such as '1', or an alias\.$/)
  })

  test('deliverTwice is for queued events [ASY-1]', () => {
    expect(read({ invocationType: 'Event', deliverTwice: true })).toEqual({})
    expect(() => read({ deliverTwice: true })).toThrow(
      "invoke(): deliverTwice is for queued events: add invocationType: 'Event'.",
    )
    expect(() => read({ deliverTwice: 'yes' })).toThrow("invoke(): deliverTwice is 'yes': it takes true or false.")
  })

  test.each([['tail'], [true], [4]])('logType %o is refused', (logType) => {
    expect(() => read({ logType })).toThrow(/^invoke\(\): logType is .+: it takes 'None' or 'Tail'\.$/)
  })
})

describe('clientContext', () => {
  const ofBase64 = (bytes: number): object => ({
    text: 'x'.repeat((bytes / 4) * 3 - JSON.stringify({ text: '' }).length),
  })

  test('may have 3,583 bytes of base64 and no more [CTX-11]', () => {
    expect(read({ clientContext: ofBase64(3580) })).toHaveProperty('clientContext')
    expect(() => read({ clientContext: ofBase64(3584) })).toThrow(
      'invoke(): clientContext is 3584 bytes of base64; AWS takes at most 3583.',
    )
  })

  test('that is too large is refused as the service does [API-7]', () => {
    expect(refusal({ clientContext: ofBase64(4000) })).toMatchObject({
      name: 'InvalidRequestContentException',
      statusCode: 400,
    })
  })

  test.each([['text'], [4], [null], [['a']], [() => 1], [new Date(0)]])(
    '%o is refused: it takes a plain object',
    (clientContext) => {
      expect(() => read({ clientContext })).toThrow(/^invoke\(\): clientContext is .+: it takes a plain object\.$/)
    },
  )

  test('that JSON would change on the way is refused with the place', () => {
    expect(() => read({ clientContext: { client: { id: 1n } } })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: invoke(): clientContext.client.id is the BigInt 1n, which does not reach a Lambda function: JSON has no such value: pass a number or a string.]`,
    )
  })
})

describe('cognitoIdentity', () => {
  test.each([['id'], [{ cognitoIdentityId: 'id' }], [{ cognitoIdentityId: 1, cognitoIdentityPoolId: 'pool' }], [null]])(
    '%o is refused: it takes both ids [CTX-9]',
    (cognitoIdentity) => {
      expect(() => read({ cognitoIdentity })).toThrow(
        'invoke(): cognitoIdentity takes { cognitoIdentityId, cognitoIdentityPoolId }, both texts.',
      )
    },
  )
})

describe('traceId', () => {
  test.each([
    'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:0',
    'Self=1-67891233-12456789abcdef012345678;Root=1-67891233-abcdef012345678912345678;CalledFrom=app',
    'Sampled=?; Root=1-5759e988-bd862e3fe1be46a994272793',
    'Root=1-5759e988-bd862e3fe1be46a994272793;',
    'Root=my-trace',
  ])('takes %o as it is: fields, with a Root among them [CTX-13]', (traceId) => {
    expect(read({ traceId })).toEqual({ traceId })
  })

  test.each([
    [1],
    [''],
    [null],
    ['1-5759e988-bd862e3fe1be46a994272793'],
    ['00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01'],
    ['Parent=53995c3f42cd8ad8;Sampled=1'],
    ['Root=;Sampled=1'],
    ['Root=1-a b'],
  ])('%o is refused, with an example [CTX-13]', (traceId) => {
    expect(() => read({ traceId })).toThrow(
      `invoke(): traceId is ${showValue(traceId)}: it takes the text of an X-Ray trace header, with a Root, like ` +
        "'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'.",
    )
  })
})

describe('tenantId', () => {
  const legal = 'abcXYZ019._:/=+-@ '

  test('of 1 to 256 legal characters passes, whichever they are [TEN-1]', () => {
    const ids = fc.string({ unit: fc.constantFrom(...legal), minLength: 1, maxLength: 256 })
    fc.assert(fc.property(ids, (tenantId) => read({ tenantId }).tenantId === tenantId))
  })

  test.each([[''], ['x'.repeat(257)], ['ä'], ['a\n'], ['a;b'], [7]])(
    '%o is refused as the service does [TEN-1]',
    (tenantId) => {
      expect(refusal({ tenantId })).toMatchObject({ name: 'InvalidParameterValueException', statusCode: 400 })
    },
  )
})

describe('remainingTimeInMillis', () => {
  test('takes whole numbers up to the timeout of the function', () => {
    expect([read({ remainingTimeInMillis: 1 }).timeoutMs, read({ remainingTimeInMillis: 3000 }).timeoutMs]).toEqual([
      1, 3000,
    ])
  })

  test.each([[0], [-1], [3001], [1.5], [Number.NaN], [Infinity], ['10']])('%o is refused', (remainingTimeInMillis) => {
    expect(() => read({ remainingTimeInMillis })).toThrow(
      `invoke(): remainingTimeInMillis is ${inspect(remainingTimeInMillis)}; it takes a whole number from 1 to at most the function's timeout, 3000 ms.`,
    )
  })
})

function refusal(options: unknown): LambdaServiceException {
  try {
    read(options)
  } catch (error) {
    if (error instanceof LambdaServiceException) return error
  }
  throw new Error('the options were meant to be refused by the service')
}
