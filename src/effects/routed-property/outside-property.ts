// The test's side of a routed property: what is there when no environment's code is running.

import type { Undo } from '../effect.js'
import { patch } from '../patch.js'

/** `shown` is what is read until something else is assigned; by default the value that is there. */
export class OutsideProperty {
  readonly #target: object
  readonly #key: PropertyKey
  #before: PropertyDescriptor | undefined
  #value: { value: unknown } | undefined
  #shown: { readonly value: unknown } | undefined
  #ours: PropertyDescriptor = {}
  #undo: Undo = () => undefined
  #steady = false

  constructor(target: object, key: PropertyKey, shown: { readonly value: unknown } | undefined) {
    this.#target = target
    this.#key = key
    this.#look()
    this.#shown = shown ?? this.#value
    if (shown) this.#value = shown
  }

  install(ours: PropertyDescriptor): void {
    this.#ours = ours
    this.#undo = patch(this.#target, this.#key, ours)
  }

  read(): unknown {
    if (this.#value) return this.#value.value
    if (this.#steady || !this.#isOurs()) return this.#before?.get?.call(this.#target)
    const getter = this.#before?.get
    const value = this.#stepAside(() => Reflect.get(this.#target, this.#key))
    this.#steady = this.#before?.get === getter
    return value
  }

  write(value: unknown): void {
    if (!this.#value && this.#isOurs()) {
      if (this.#stepAside(() => Reflect.set(this.#target, this.#key, value))) return
      throw new TypeError(`Cannot set property ${String(this.#key)} which has only a getter`)
    }
    if (this.#before && 'value' in this.#before && !this.#before.writable) {
      throw new TypeError(`Cannot assign to read only property '${String(this.#key)}'`)
    }
    this.#value = { value }
  }

  remove(): void {
    const ours = this.#isOurs()
    this.#undo()
    if (ours && this.#value && this.#value.value !== this.#shown?.value) {
      Reflect.set(this.#target, this.#key, this.#value.value)
    }
  }

  /** Node's lazy globals replace themselves when they are read: they must find themselves in place. */
  #stepAside<Result>(act: () => Result): Result {
    this.#undo()
    try {
      return act()
    } finally {
      this.#look()
      this.#shown = this.#value
      this.#undo = patch(this.#target, this.#key, this.#ours)
    }
  }

  #look(): void {
    this.#before = Object.getOwnPropertyDescriptor(this.#target, this.#key)
    if (!this.#before) this.#value = { value: Reflect.get(this.#target, this.#key) }
    else if ('value' in this.#before) this.#value = { value: this.#before.value }
  }

  #isOurs(): boolean {
    return Object.getOwnPropertyDescriptor(this.#target, this.#key)?.get === this.#ours.get
  }
}
