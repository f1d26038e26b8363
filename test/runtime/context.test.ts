import { describe, expect, test } from 'vitest'
import { createContext } from '../../src/runtime/context.js'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import { BOTH_RULES, invocationOf, REQUEST_ID, variablesOf } from './play.js'

const KEYS_24 =
  'clientContext identity invokedFunctionArn awsRequestId tenantId xRayTraceId getRemainingTimeInMillis functionName functionVersion memoryLimitInMB logGroupName logStreamName'
const KEYS_22 =
  'callbackWaitsForEmptyEventLoop succeed fail done functionVersion functionName memoryLimitInMB logGroupName logStreamName clientContext identity invokedFunctionArn awsRequestId tenantId getRemainingTimeInMillis'

const now = (): number => 1_000

describe('createContext()', () => {
  test('has the keys of AWS’s client in its order, those without a value included [CTX-1, CTX-2]', () => {
    expect(Object.keys(createContext('nodejs24.x', invocationOf(), variablesOf(), now)).join(' ')).toBe(KEYS_24)
    expect(Object.keys(createContext('nodejs22.x', invocationOf(), variablesOf(), now)).join(' ')).toBe(KEYS_22)
  })

  test.each(BOTH_RULES)('is a plain object whose fields can be written, on %s', (rules) => {
    const context = createContext(rules, invocationOf(), variablesOf(), now)
    expect(Object.getPrototypeOf(context)).toBe(Object.prototype)
    expect(Object.isExtensible(context)).toBe(true)
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(context))) {
      const accessor = key === 'callbackWaitsForEmptyEventLoop'
      expect([key, descriptor.writable]).toEqual([key, accessor ? undefined : true])
    }
  })

  test.each(BOTH_RULES)('tells about function and invocation, memory as text, on %s [CTX-3, CTX-5..8]', (rules) => {
    const context = createContext(rules, invocationOf({ tenantId: 'tenant-a' }), variablesOf(), now)
    expect(context).toMatchObject({
      awsRequestId: REQUEST_ID,
      functionName: 'oracle',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:oracle',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/oracle',
      logStreamName: '2026/01/01/[$LATEST]00000000000000000000000000000000',
      tenantId: 'tenant-a',
    })
  })

  test.each(BOTH_RULES)('reads the variables at each invocation, on %s', (rules) => {
    const variables = variablesOf()
    variables.set('AWS_LAMBDA_FUNCTION_NAME', 'renamed by the function')
    expect(createContext(rules, invocationOf(), variables, now).functionName).toBe('renamed by the function')
  })

  test.each(BOTH_RULES)('counts down to the deadline and past it, also detached, on %s [CTX-4, FRZ-8]', (rules) => {
    let time = 1_000
    const context = createContext(rules, invocationOf({ deadline: 4_000 }), variablesOf(), () => time)
    const { getRemainingTimeInMillis } = context
    expect(getRemainingTimeInMillis()).toBe(3_000)
    time = 4_250
    expect(getRemainingTimeInMillis()).toBe(-250)
    expect(getRemainingTimeInMillis.name).toBe('getRemainingTimeInMillis')
  })

  test.each(BOTH_RULES)('parses client context and identity, on %s [CTX-9, CTX-10]', (rules) => {
    const sent = invocationOf({
      clientContext: '{"Custom":{"a":1}}',
      cognitoIdentity: '{"cognitoIdentityId":"i","cognitoIdentityPoolId":"p"}',
    })
    expect(createContext(rules, sent, variablesOf(), now)).toMatchObject({
      clientContext: { Custom: { a: 1 } },
      identity: { cognitoIdentityId: 'i', cognitoIdentityPoolId: 'p' },
    })
    const none = createContext(rules, invocationOf(), variablesOf(), now)
    expect([none.clientContext, none.identity]).toEqual([undefined, undefined])
  })

  test.each(BOTH_RULES)('throws for a malformed client context, on %s [CTX-12]', (rules) => {
    const create = (): unknown => createContext(rules, invocationOf({ clientContext: '{nope' }), variablesOf(), now)
    expect(create).toThrow(RuntimeFault)
    expect(create).toThrow(rules === 'nodejs24.x' ? 'lambda-runtime-client-context' : 'ClientContext')
  })

  test.each(BOTH_RULES)(
    'sets the trace id of the invocation and removes that of an earlier one, on %s [CTX-13]',
    (rules) => {
      const variables = variablesOf()
      const traced = createContext(rules, invocationOf({ traceId: 'Root=1-2-3' }), variables, now)
      expect(variables.get('_X_AMZN_TRACE_ID')).toBe('Root=1-2-3')
      expect(traced.xRayTraceId).toBe(rules === 'nodejs24.x' ? 'Root=1-2-3' : undefined)
      const untraced = createContext(rules, invocationOf(), variables, now)
      expect(variables.has('_X_AMZN_TRACE_ID')).toBe(false)
      expect(untraced.xRayTraceId).toBe(rules === 'nodejs24.x' ? '' : undefined)
    },
  )
})

describe('createContext() on nodejs24.x', () => {
  test('leaves the trace to InvokeStore where invocations run at once [LMI-3]', () => {
    const variables = variablesOf()
    variables.set('AWS_LAMBDA_MAX_CONCURRENCY', '10')
    const context = createContext('nodejs24.x', invocationOf({ traceId: 'Root=1-2-3' }), variables, now)
    expect(variables.has('_X_AMZN_TRACE_ID')).toBe(false)
    expect(context.xRayTraceId).toBe('Root=1-2-3')
  })

  test('refuses to go on without the variables it needs, and names them [ENV-10]', () => {
    const variables = variablesOf()
    variables.delete('AWS_LAMBDA_FUNCTION_NAME')
    variables.set('AWS_LAMBDA_LOG_STREAM_NAME', '')
    let fault: unknown
    try {
      createContext('nodejs24.x', invocationOf(), variables, now)
    } catch (thrown) {
      fault = thrown
    }
    expect(String(fault)).toBe(
      'Runtime.PlatformError: Missing required environment variables: AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_LOG_STREAM_NAME',
    )
    expect(fault).toHaveProperty('fatal', true)
  })

  test('has nothing of the callback interface [HND-11]', () => {
    const context = createContext('nodejs24.x', invocationOf(), variablesOf(), now)
    for (const name of ['succeed', 'fail', 'done', 'callbackWaitsForEmptyEventLoop'])
      expect(context).not.toHaveProperty(name)
  })
})

describe('createContext() on nodejs22.x', () => {
  test('goes on without the variables', () => {
    expect(createContext('nodejs22.x', invocationOf(), new Map(), now).functionName).toBeUndefined()
  })

  test('waits for an empty event loop until it is told not to, also through an object that inherits [CB-1]', () => {
    const context = createContext('nodejs22.x', invocationOf(), variablesOf(), now)
    expect(context.callbackWaitsForEmptyEventLoop).toBe(true)
    const inherits = Object.create(context) as typeof context
    inherits.callbackWaitsForEmptyEventLoop = false
    expect(context.callbackWaitsForEmptyEventLoop).toBe(false)
  })

  test('has functions of the callback interface in their places before the handler is entered', () => {
    const context = createContext('nodejs22.x', invocationOf(), variablesOf(), now)
    expect([context.succeed?.(), context.fail?.(), context.done?.()]).toEqual([undefined, undefined, undefined])
  })
})
