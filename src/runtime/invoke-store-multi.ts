// The InvokeStore of an environment that takes several invocations at once: each has values of its own.

import { type InvokeContext, InvokeStoreSingle, type InvokeStoreState } from './invoke-store.js'

/** Calls `run`, and whatever it starts, with these values as the current ones. */
export type RunWithState = <Result>(state: InvokeStoreState, run: () => Result) => Result

/** AWS's own name for it, as functions see it (LMI-3, LAB). The values follow the asynchronous context, so that none sees another's. */
export class _InvokeStoreMulti extends InvokeStoreSingle {
  readonly #runWith: RunWithState

  constructor(current: () => InvokeStoreState | undefined, runWith: RunWithState) {
    super(current)
    this.#runWith = runWith
  }

  /** As in AWS's client, Init has no context to write to. */
  override set(key: PropertyKey, value: unknown): void {
    if (!this.isProtectedKey(key) && !this.hasContext()) throw new Error('No context available')
    super.set(key, value)
  }

  /** Calls `fn` with these values in place of the invocation's; outside of `fn` they are as before. */
  override run<Result>(context: InvokeContext, fn: () => Result): Result {
    const values = new Map(Reflect.ownKeys(context).map((key) => [key, context[key]]))
    return this.#runWith({ values }, fn)
  }
}
