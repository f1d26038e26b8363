// What a type becomes when its values are written as JSON and read again.

import { expectTypeOf } from 'vitest'
import type { Json } from '../../src/function/json-type.js'

// JSON's own values stay what they are, and so does what is not known.
expectTypeOf<Json<string>>().toEqualTypeOf<string>()
expectTypeOf<Json<'a' | 1 | true | null>>().toEqualTypeOf<'a' | 1 | true | null>()
expectTypeOf<Json<`${number}px`>>().toEqualTypeOf<`${number}px`>()
expectTypeOf<Json<boolean>>().toEqualTypeOf<boolean>()
expectTypeOf<Json<unknown>>().toBeUnknown()
expectTypeOf<Json<ReturnType<typeof JSON.parse>>>().toBeAny()
expectTypeOf<Json<never>>().toBeNever()

// toJSON has the say.
expectTypeOf<Json<Date>>().toEqualTypeOf<string>()
expectTypeOf<Json<URL>>().toEqualTypeOf<string>()
expectTypeOf<Json<Buffer>>().toEqualTypeOf<{ type: 'Buffer'; data: number[] }>()
expectTypeOf<Json<{ toJSON(key: string): { at: Date } }>>().toEqualTypeOf<{ at: string }>()

// Undefined is null by itself and in lists, and makes a key of an object optional.
expectTypeOf<Json<undefined>>().toEqualTypeOf<null>()
expectTypeOf<Json<void>>().toEqualTypeOf<null>()
expectTypeOf<Json<string | undefined>>().toEqualTypeOf<string | null>()
expectTypeOf<Json<(string | undefined)[]>>().toEqualTypeOf<(string | null)[]>()
expectTypeOf<Json<{ a: string | undefined; b?: Date; c?: string | undefined; d: 1 }>>().toEqualTypeOf<{
  a?: string
  b?: string
  c?: string
  d: 1
}>()
expectTypeOf<Json<{ a: undefined; b: 1 }>>().toEqualTypeOf<{ b: 1 }>()
expectTypeOf<Json<{ a: unknown; b: 1 }>>().toEqualTypeOf<{ a?: unknown; b: 1 }>()

// Functions, classes and symbols are left out of objects, and null in lists.
expectTypeOf<Json<{ a: 1; f: () => void; g?: (a: string) => Date; h(): void }>>().toEqualTypeOf<{ a: 1 }>()
expectTypeOf<Json<{ a: 1; c: typeof Date; s: symbol; [Symbol.iterator]: 1 }>>().toEqualTypeOf<{ a: 1 }>()
expectTypeOf<Json<{ a: string | (() => string) }>>().toEqualTypeOf<{ a?: string }>()
expectTypeOf<Json<[1, () => void, symbol, undefined, Date]>>().toEqualTypeOf<[1, null, null, null, string]>()
expectTypeOf<Json<{ list: ((() => void) | Date)[] }>>().toEqualTypeOf<{ list: (string | null)[] }>()

// Lists stay lists, and read-only what is.
expectTypeOf<Json<readonly Date[]>>().toEqualTypeOf<readonly string[]>()
expectTypeOf<Json<readonly [Date, number]>>().toEqualTypeOf<readonly [string, number]>()
expectTypeOf<Json<{ readonly a: { readonly b: Date } }>>().toEqualTypeOf<{ readonly a: { readonly b: string } }>()

// An instance is its fields, and a class is nothing.
class Order {
  readonly id = 'a'
  private readonly secret = 1
  total(): number {
    return this.secret
  }
}
declare abstract class Service {
  abstract run(): void
}
expectTypeOf<Json<Order>>().toEqualTypeOf<{ readonly id: 'a' }>()
expectTypeOf<Json<{ a: 1; order: typeof Order; service: typeof Service }>>().toEqualTypeOf<{ a: 1 }>()

// Records keep their values' type.
expectTypeOf<Json<Record<string, Date>>>().toEqualTypeOf<{ [key: string]: string }>()
expectTypeOf<Json<Partial<Record<'a' | 'b', Date>>>>().toEqualTypeOf<{ a?: string; b?: string }>()

// What keeps its content elsewhere arrives empty (HND-6); what JSON refuses never arrives (HND-7).
expectTypeOf<Json<{ m: Map<string, 1>; s: Set<1>; w: RegExp; p: Promise<1> }>>().toEqualTypeOf<{
  m: Record<string, never>
  s: Record<string, never>
  w: Record<string, never>
  p: Record<string, never>
}>()
expectTypeOf<Json<bigint>>().toBeNever()
expectTypeOf<Json<{ n: bigint }>>().toEqualTypeOf<{ n: never }>()

// Enums are their values, and branded types are plain: what is expected of a payload need not be either.
enum Status {
  Open = 'open',
  Closed = 'closed',
}
declare const brand: unique symbol
type OrderId = string & { readonly [brand]: 'OrderId' }
type Cents = number & { readonly __unit: 'cents' }
expectTypeOf<Json<Status>>().toEqualTypeOf<'open' | 'closed'>()
expectTypeOf<Json<{ id: OrderId; total: Cents; status: Status.Open }>>().toEqualTypeOf<{
  id: string
  total: number
  status: 'open'
}>()

// Types that hold themselves end.
interface Tree {
  readonly at: Date
  readonly branches: readonly Tree[]
  readonly parent?: Tree
}
type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }
declare const tree: Json<Tree>
expectTypeOf(tree.branches[0]?.branches[0]?.at).toEqualTypeOf<string | undefined>()
expectTypeOf(tree.parent?.parent?.at).toEqualTypeOf<string | undefined>()
expectTypeOf<JsonValue>().toExtend<Json<JsonValue>>()
expectTypeOf<Json<JsonValue>>().toExtend<JsonValue>()
