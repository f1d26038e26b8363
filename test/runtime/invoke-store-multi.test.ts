import { AsyncLocalStorage } from 'node:async_hooks'
import { beforeEach, describe, expect, test } from 'vitest'
import { beginInvocation, type InvokeStoreState, PROTECTED_KEYS } from '../../src/runtime/invoke-store.js'
import { _InvokeStoreMulti } from '../../src/runtime/invoke-store-multi.js'

const storage = new AsyncLocalStorage<InvokeStoreState>()
const INVOCATION = { index: 1, event: '{}', deadline: 0, functionArn: 'arn:orders', traceId: 'Root=1' }

let store: _InvokeStoreMulti

beforeEach(() => {
  store = new _InvokeStoreMulti(
    () => storage.getStore(),
    (state, run) => storage.run(state, run),
  )
})

/** Runs `handler` as an invocation of its own. */
function invocation<Result>(requestId: string, handler: () => Result): Result {
  const state: InvokeStoreState = { values: new Map() }
  beginInvocation(state, { ...INVOCATION, requestId })
  return storage.run(state, handler)
}

describe('the store of invocations that run at once', () => {
  test('has the values of the one that asks, after an await too [LMI-3]', async () => {
    const both = ['one', 'two'].map((id) =>
      invocation(id, async () => {
        store.set('value', id)
        await Promise.resolve()
        return [store.getRequestId(), store.getXRayTraceId(), store.get('value')]
      }),
    )
    expect(await Promise.all(both)).toEqual([
      ['one', 'Root=1', 'one'],
      ['two', 'Root=1', 'two'],
    ])
  })

  test('replaces them for one call only [LMI-3]', () => {
    invocation('one', () => {
      const inside = store.run({ value: 1, [PROTECTED_KEYS.REQUEST_ID]: 'other' }, () => {
        store.set('more', 2)
        return [store.get('value'), store.get('more'), store.getRequestId()]
      })
      expect(inside).toEqual([1, 2, 'other'])
      expect([store.get('value'), store.get('more'), store.getRequestId()]).toEqual([undefined, undefined, 'one'])
    })
  })

  test('has nothing to write to in Init, and says so in the words of the client [LMI-3]', () => {
    expect(() => store.set('value', 1)).toThrow('No context available')
    expect(() => storage.run({ values: new Map() }, () => store.set('value', 1))).toThrow('No context available')
    expect([store.hasContext(), store.getContext(), store.getRequestId()]).toEqual([false, undefined, '-'])
  })

  test('refuses the fields of Lambda itself first', () => {
    const set = (): void => store.set(PROTECTED_KEYS.TENANT_ID, 'x')
    expect(set).toThrow('Cannot modify protected Lambda context field: Symbol(_AWS_LAMBDA_TENANT_ID)')
    expect(() => invocation('one', set)).toThrow('Cannot modify protected Lambda context field')
  })

  test('is called as functions see it', () => {
    expect(store.constructor.name).toBe('_InvokeStoreMulti')
  })
})
