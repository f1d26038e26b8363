import { describe, expect, test } from 'vitest'
import { type CalledFunction, readCall } from '../../src/invoke/call.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:orders'

function called(given: Partial<CalledFunction> = {}): CalledFunction {
  const ids = { requestId: () => 'id-1', traceId: () => 'Root=0' }
  return { functionArn: ARN, timeoutMs: 3_000, isolatesTenants: false, ...ids, ...given }
}

describe('a call', () => {
  test('is one that waits for the answer, unless it says more [API-1]', () => {
    expect(readCall(called(), { a: 1 }, undefined)).toEqual({
      type: 'RequestResponse',
      request: { requestId: 'id-1', traceId: 'Root=0', event: '{"a":1}', functionArn: ARN },
      tenant: undefined,
      tail: false,
      deliverTwice: false,
    })
    expect(readCall(called(), undefined, {}).request.event).toBe('{}')
  })

  test('carries its options as the Runtime API does [API-1]', () => {
    const { request, tail } = readCall(
      called({ functionArn: `${ARN}:live` }),
      {},
      {
        clientContext: { custom: {} },
        logType: 'Tail',
        qualifier: 'live',
        traceId: 'Root=1',
        remainingTimeInMillis: 900,
      },
    )
    expect(tail).toBe(true)
    expect(request).toEqual({
      requestId: 'id-1',
      event: '{}',
      functionArn: `${ARN}:live`,
      clientContext: '{"custom":{}}',
      traceId: 'Root=1',
      timeoutMs: 900,
    })
  })

  test('that is queued loses its client context, and may be delivered twice [ASY-1, ASY-9]', () => {
    const call = readCall(
      called(),
      {},
      {
        invocationType: 'Event',
        clientContext: { custom: {} },
        traceId: 'Root=1',
        deliverTwice: true,
      },
    )
    expect(call).toMatchObject({ type: 'Event', deliverTwice: true })
    expect(call.request).toEqual({ requestId: 'id-1', event: '{}', functionArn: ARN, traceId: 'Root=1' })
    expect(readCall(called(), {}, { invocationType: 'Event' }).deliverTwice).toBe(false)
  })

  test.each([['Event'], ['DryRun']] as const)('of type %s has no end of a log to give [LOG-21]', (invocationType) => {
    expect(readCall(called(), {}, { invocationType, logType: 'Tail' }).tail).toBe(false)
  })

  test('that is only a dry run is read in the same way [API-2]', () => {
    expect(readCall(called(), {}, { invocationType: 'DryRun' })).toMatchObject({ type: 'DryRun', deliverTwice: false })
    expect(() => readCall(called(), {}, { invocationType: 'DryRun', clientContext: 1 as never })).toThrow(TypeError)
  })

  test('may be up to a megabyte where it is queued, six where somebody waits, a dry run included [LIM-1]', () => {
    const mega = 'x'.repeat(1024 * 1024)
    expect(readCall(called(), mega.slice(2), { invocationType: 'Event' }).request.event).toHaveLength(1024 * 1024)
    const refused = (): unknown => readCall(called(), mega, { invocationType: 'Event' })
    expect(refused).toThrow(LambdaServiceException)
    expect(refused).toThrow(
      'Request must be smaller than 1048576 bytes for the InvokeFunction operation with invocationType Event: this ' +
        'event is 1048578 bytes of JSON',
    )
    expect(() => readCall(called(), mega, {})).not.toThrow()
    expect(() => readCall(called(), mega, { invocationType: 'DryRun' })).not.toThrow()
  })
})

describe('a call of a function', () => {
  const tenanted = called({ isolatesTenants: true })

  test('that keeps tenants apart names its tenant, whichever kind of call it is [TEN-1]', () => {
    const { tenant, request } = readCall(tenanted, {}, { tenantId: 'blue', invocationType: 'Event' })
    expect([tenant, request.tenantId]).toEqual(['blue', 'blue'])
    const refused = (): unknown => readCall(tenanted, {}, { invocationType: 'DryRun' })
    expect(refused).toThrow(LambdaServiceException)
    expect(refused).toThrow(
      "'orders' has a tenancy configuration, so each invocation names its tenant: invoke(…, { tenantId: 'blue' }).",
    )
  })

  test('that does not keep tenants apart names none [TEN-1]', () => {
    expect(readCall(called(), {}, undefined).tenant).toBeUndefined()
    expect(() => readCall(called({ functionArn: `${ARN}:live` }), {}, { tenantId: 'blue' })).toThrow(
      "'orders' has no tenancy configuration: leave tenantId out, or give the function " +
        "{ tenancyConfig: { tenantIsolationMode: 'PER_TENANT' } }.",
    )
  })
})
