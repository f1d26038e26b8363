import { describe, expect, test } from 'vitest'
import {
  beginInvocation,
  createInvokeStore,
  type InvokeStore,
  InvokeStoreSingle,
  type InvokeStoreState,
  PROTECTED_KEYS,
} from '../../src/runtime/invoke-store.js'
import { invocationOf } from './play.js'

function stateOf(): InvokeStoreState {
  return { values: new Map() }
}

function running(overrides: Parameters<typeof invocationOf>[0] = {}): { state: InvokeStoreState; store: InvokeStore } {
  const state = stateOf()
  beginInvocation(state, invocationOf({ requestId: 'r-1', traceId: 'Root=1-2-3', ...overrides }))
  return { state, store: createInvokeStore(() => state) }
}

describe('the InvokeStore', () => {
  test('knows request id and trace of the invocation', () => {
    const { store } = running()
    expect(store.getRequestId()).toBe('r-1')
    expect(store.getXRayTraceId()).toBe('Root=1-2-3')
    expect(store.get(Symbol.for('_AWS_LAMBDA_REQUEST_ID'))).toBe('r-1')
    expect(store.hasContext()).toBe(true)
  })

  test('knows no tenant, even of an invocation that has one, as AWS’s client does not set it', () => {
    expect(running({ tenantId: 'tenant-a' }).store.getTenantId()).toBeUndefined()
  })

  test('has nothing during Init, and the request id "-"', () => {
    const state = stateOf()
    const store = createInvokeStore(() => state)
    expect([store.hasContext(), store.getContext(), store.getXRayTraceId()]).toEqual([false, undefined, undefined])
    expect(store.getRequestId()).toBe('-')
    store.set('init', 1)
    expect([store.hasContext(), store.get('init')]).toEqual([true, 1])
  })

  test('keeps what is set until the next invocation begins', () => {
    const { state, store } = running()
    store.set('mine', { n: 1 })
    expect(store.get('mine')).toEqual({ n: 1 })
    beginInvocation(state, invocationOf({ requestId: 'r-2' }))
    expect(store.get('mine')).toBeUndefined()
    expect([store.getRequestId(), store.getXRayTraceId()]).toEqual(['r-2', ''])
  })

  test.each(Object.entries(PROTECTED_KEYS))('refuses to set AWS’s own key %s', (_name, key) => {
    const { store } = running()
    expect(() => store.set(key, 'x')).toThrow(`Cannot modify protected Lambda context field: ${String(key)}`)
    expect(store.getRequestId()).toBe('r-1')
  })

  test('gives the values as an object', () => {
    const { store } = running()
    store.set('mine', 1)
    expect(store.getContext()).toEqual({
      [PROTECTED_KEYS.REQUEST_ID]: 'r-1',
      [PROTECTED_KEYS.X_RAY_TRACE_ID]: 'Root=1-2-3',
      mine: 1,
    })
  })

  test('runs a function with other values, which stay afterwards', () => {
    const { store } = running()
    const key = Symbol('k')
    expect(store.run({ a: 2, [key]: 3 }, () => [store.get('a'), store.get(key)])).toEqual([2, 3])
    expect([store.get('a'), store.getRequestId()]).toEqual([2, '-'])
  })

  test('reads the keys of distributed tracing', () => {
    const { store } = running()
    const { TRACEPARENT, TRACESTATE, BAGGAGE, TENANT_ID } = PROTECTED_KEYS
    store.run({ [TRACEPARENT]: 'p', [TRACESTATE]: 's', [BAGGAGE]: 'b', [TENANT_ID]: 't' }, () => {
      expect([store.getTraceparent(), store.getTracestate(), store.getBaggage(), store.getTenantId()]).toEqual([
        'p',
        's',
        'b',
        't',
      ])
    })
  })

  test('is one object that answers for whichever environment is current', () => {
    const a = running({ requestId: 'a' }).state
    const b = running({ requestId: 'b' }).state
    let current: InvokeStoreState | undefined = a
    const store = createInvokeStore(() => current)
    expect(store.getRequestId()).toBe('a')
    store.set('mine', 1)
    current = b
    expect([store.getRequestId(), store.get('mine')]).toEqual(['b', undefined])
    current = undefined
    expect([store.getRequestId(), store.hasContext(), store.getContext()]).toEqual(['-', false, undefined])
  })

  test('outside an environment runs functions, and says why it cannot store', () => {
    const store = createInvokeStore(() => undefined)
    expect(store.run({ a: 1 }, () => store.get('a'))).toBeUndefined()
    expect(() => store.set('mine', 1)).toThrowErrorMatchingInlineSnapshot(
      `[Error: InvokeStore.set(mine) was called outside an execution environment, where no invocation is running: call it from the function under test.]`,
    )
  })

  test('shows its keys on its class, under AWS’s registered symbols', () => {
    expect(InvokeStoreSingle.PROTECTED_KEYS).toBe(PROTECTED_KEYS)
    expect(Object.values(PROTECTED_KEYS).map((key) => Symbol.keyFor(key))).toEqual([
      '_AWS_LAMBDA_REQUEST_ID',
      '_AWS_LAMBDA_X_RAY_TRACE_ID',
      '_AWS_LAMBDA_TENANT_ID',
      '_AWS_LAMBDA_TRACEPARENT',
      '_AWS_LAMBDA_TRACESTATE',
      '_AWS_LAMBDA_BAGGAGE',
    ])
  })
})
