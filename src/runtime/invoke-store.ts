// `globalThis.awslambda.InvokeStore`: what libraries ask for the id, trace and tenant of the current invocation.

import type { Invocation } from '../sandbox/port.js'

/** AWS's own keys; only the runtime sets them. Source: npm `@aws/lambda-invoke-store` 0.3.0. */
export const PROTECTED_KEYS: Readonly<Record<ProtectedName, symbol>> = {
  REQUEST_ID: Symbol.for('_AWS_LAMBDA_REQUEST_ID'),
  X_RAY_TRACE_ID: Symbol.for('_AWS_LAMBDA_X_RAY_TRACE_ID'),
  TENANT_ID: Symbol.for('_AWS_LAMBDA_TENANT_ID'),
  TRACEPARENT: Symbol.for('_AWS_LAMBDA_TRACEPARENT'),
  TRACESTATE: Symbol.for('_AWS_LAMBDA_TRACESTATE'),
  BAGGAGE: Symbol.for('_AWS_LAMBDA_BAGGAGE'),
}

type ProtectedName = 'REQUEST_ID' | 'X_RAY_TRACE_ID' | 'TENANT_ID' | 'TRACEPARENT' | 'TRACESTATE' | 'BAGGAGE'

/** What one environment keeps for the store. Empty until its first invocation. */
export interface InvokeStoreState {
  readonly values: Map<PropertyKey, unknown>
}

/** The values of one invocation, as plain properties. */
export type InvokeContext = Record<PropertyKey, unknown>

/**
 * Begins an invocation: what the one before it had stored is gone. As in AWS's client, request id and trace are all the
 * runtime sets: `getTenantId()` stays undefined on demand (LAB).
 */
export function beginInvocation(state: InvokeStoreState, invocation: Invocation): void {
  // Only where the function has stored something: clearing makes the table anew.
  if (state.values.size > 2) state.values.clear()
  state.values.set(PROTECTED_KEYS.REQUEST_ID, invocation.requestId)
  state.values.set(PROTECTED_KEYS.X_RAY_TRACE_ID, invocation.traceId ?? '')
}

/** One object for every environment, since a library asks for it once per process: `current` says whose values. */
export function createInvokeStore(current: () => InvokeStoreState | undefined): InvokeStore {
  return new InvokeStoreSingle(current)
}

/** AWS's own name for the store of an environment that takes one invocation at a time; functions can see it (LAB). */
export class InvokeStoreSingle {
  static readonly PROTECTED_KEYS: typeof PROTECTED_KEYS = PROTECTED_KEYS
  readonly #current: () => InvokeStoreState | undefined

  constructor(current: () => InvokeStoreState | undefined) {
    this.#current = current
  }

  /** A copy of the current values; `undefined` before the first invocation. */
  getContext(): InvokeContext | undefined {
    const values = this.#current()?.values
    return values === undefined || values.size === 0 ? undefined : Object.fromEntries(values)
  }

  hasContext(): boolean {
    return (this.#current()?.values.size ?? 0) > 0
  }

  get(key: PropertyKey): unknown {
    return this.#current()?.values.get(key)
  }

  /** Stores a value until the invocation ends. Throws for AWS's own keys and outside an environment. */
  set(key: PropertyKey, value: unknown): void {
    if (this.isProtectedKey(key)) throw new Error(`Cannot modify protected Lambda context field: ${String(key)}`)
    const state = this.#current()
    if (!state) {
      throw new Error(
        `InvokeStore.set(${String(key)}) was called outside an execution environment, ` +
          'where no invocation is running: call it from the function under test.',
      )
    }
    state.values.set(key, value)
  }

  isProtectedKey(key: PropertyKey): boolean {
    return PROTECTED.has(key)
  }

  /** Replaces the current values and calls `fn`. As in AWS's client on demand, they stay replaced afterwards (LAB). */
  run<Result>(context: InvokeContext, fn: () => Result): Result {
    const values = this.#current()?.values
    if (values) {
      values.clear()
      for (const key of Reflect.ownKeys(context)) values.set(key, context[key])
    }
    return fn()
  }

  /** `'-'` where there is none: during Init. */
  getRequestId(): string {
    return (this.get(PROTECTED_KEYS.REQUEST_ID) as string | undefined) ?? '-'
  }

  getXRayTraceId(): string | undefined {
    return this.get(PROTECTED_KEYS.X_RAY_TRACE_ID) as string | undefined
  }

  getTenantId(): string | undefined {
    return this.get(PROTECTED_KEYS.TENANT_ID) as string | undefined
  }

  getTraceparent(): string | undefined {
    return this.get(PROTECTED_KEYS.TRACEPARENT) as string | undefined
  }

  getTracestate(): string | undefined {
    return this.get(PROTECTED_KEYS.TRACESTATE) as string | undefined
  }

  getBaggage(): string | undefined {
    return this.get(PROTECTED_KEYS.BAGGAGE) as string | undefined
  }
}

export type InvokeStore = InvokeStoreSingle

const PROTECTED: ReadonlySet<PropertyKey> = new Set(Object.values(PROTECTED_KEYS))
