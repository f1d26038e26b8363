// A type as JSON gives its values back.

import type { Callable } from './callable.js'

/**
 * What `JSON.parse(JSON.stringify(value))` makes of a value (HND-6). A Date is its text, functions and classes are gone,
 * what may be undefined becomes optional in an object and null elsewhere. Enums and branded types are plain again.
 */
export type Json<Value> = unknown extends Value
  ? Value
  : Value extends { toJSON(key: string): infer Replaced }
    ? Json<Replaced>
    : Value extends Scalar
      ? Plain<Value>
      : Value extends undefined | void
        ? null
        : Value extends Gone | bigint
          ? never
          : Value extends Emptied
            ? Record<string, never>
            : Value extends readonly unknown[]
              ? JsonArray<Value>
              : JsonObject<Value>

type Scalar = string | number | boolean | null

/** The text of an enum's members, and no brand: a key that other texts or numbers do not have. */
type Plain<Value extends Scalar> = Value extends string
  ? keyof Value extends keyof string
    ? `${Value}`
    : string
  : Value extends number
    ? keyof Value extends keyof number
      ? Value
      : number
    : Value

/** What JSON leaves out of an object, and writes as null in an array. */
type Gone = Callable | symbol | undefined

/** Objects that keep what they hold where JSON does not look. */
type Emptied = ReadonlyMap<unknown, unknown> | ReadonlySet<unknown> | RegExp | PromiseLike<unknown>

/** Lists are written as such, because a mapped type is made at once and would never end for a list that holds itself. */
type JsonArray<Value extends readonly unknown[]> = number extends Value['length']
  ? Value extends unknown[]
    ? JsonItem<Value[number]>[]
    : readonly JsonItem<Value[number]>[]
  : { [Index in keyof Value]: JsonItem<Value[Index]> }

type JsonItem<Item> = Json<Exclude<Item, Gone>> | (MayBeGone<Item> extends true ? null : never)

type JsonObject<Value> = {
  [Key in keyof Value as MayBeGone<Value[Key]> extends true ? never : TextKey<Key>]: Json<Value[Key]>
} & {
  [Key in keyof Value as MayBeGone<Value[Key]> extends true ? MaybeKey<Key, Value[Key]> : never]?: Json<
    Exclude<Value[Key], Gone>
  >
} extends infer Both
  ? { [Key in keyof Both]: Both[Key] }
  : never

type MayBeGone<Item> = undefined extends Item
  ? unknown extends Item
    ? true
    : StrictNullChecks extends true
      ? true
      : HoldsGone<Item>
  : HoldsGone<Item>

type HoldsGone<Item> = [Extract<Item, Gone>] extends [never] ? false : true

/** Without that option of the user's compiler every type takes undefined, which then tells nothing. */
type StrictNullChecks = undefined extends string ? false : true

/** The key of what is there sometimes; none for what never is. */
type MaybeKey<Key, Item> = [Exclude<Item, Gone>] extends [never] ? never : TextKey<Key>

type TextKey<Key> = Key extends string | number ? Key : never
