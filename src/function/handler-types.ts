// Types that flow from a function's code: the event it takes and the result it gives, as JSON carries them.

import type { LoaderMark, HandlerMark } from './code.js'

/** Anything that can be called. Parameters are `never`, so that every handler is assignable. */
export type AnyFunction = (...args: never[]) => unknown

/** What `withLambda` takes: a loader, a handler string, a handler function, or one of the two marked by hand. */
export type Code = AnyFunction | string | LoaderMark<AnyFunction> | HandlerMark<AnyFunction>

/** The type of a function's code that has no function at the export path: hover it to see what was looked for. */
export interface NoHandlerAt<Path extends string> {
  readonly 'no function is exported at': Path
}

type AtPath<Module, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Module
    ? AtPath<Module[Head], Rest>
    : undefined
  : Path extends keyof Module
    ? Module[Path]
    : undefined

/** An object some of whose members are functions is a module: a handler's own result is JSON and has none. */
type HasFunctions<Module> = true extends {
  [Key in keyof Module]: Module[Key] extends AnyFunction ? true : never
}[keyof Module]
  ? true
  : false

type Loaded<Module, Path extends string> = Module extends AnyFunction
  ? Module
  : AtPath<Module, Path> extends infer Found
    ? Found extends AnyFunction
      ? Found
      : NoHandlerAt<Path>
    : never

type FromFunction<Fn extends AnyFunction, Path extends string> =
  Parameters<Fn> extends []
    ? Awaited<ReturnType<Fn>> extends infer Module
      ? Module extends AnyFunction
        ? Module
        : AtPath<Module, Path> extends AnyFunction
          ? AtPath<Module, Path>
          : Module extends object
            ? HasFunctions<Module> extends true
              ? NoHandlerAt<Path>
              : Fn
            : Fn
      : never
    : Fn

/** The handler that `C` stands for; `unknown` where the types cannot tell (a handler string, a path in a variable). */
export type HandlerOf<C, Path extends string> = string extends Path
  ? unknown
  : C extends string
    ? unknown
    : C extends LoaderMark<infer Fn>
      ? Loaded<Awaited<ReturnType<Fn>>, Path>
      : C extends HandlerMark<infer Fn>
        ? Fn
        : C extends AnyFunction
          ? FromFunction<C, Path>
          : unknown

/** The event a handler takes. */
export type EventOf<Handler> = Handler extends (event: infer Event, ...rest: never[]) => unknown
  ? Parameters<Handler> extends []
    ? unknown
    : Event
  : unknown

/** What arrives after a handler's result has become JSON and been parsed again. */
export type ResultOf<Handler> = Handler extends AnyFunction ? Json<RawResult<Handler>> : unknown

type RawResult<Handler extends AnyFunction> = [Promised<ReturnType<Handler>>] extends [never]
  ? CallbackResult<Parameters<Handler>>
  : Promised<ReturnType<Handler>>

/** `void` in a union comes from handlers that may answer through a callback instead. */
type Promised<Returned> = Awaited<Exclude<Returned, void>>

type CallbackResult<Args extends readonly unknown[]> = Args extends [unknown, unknown, infer Callback, ...unknown[]]
  ? NonNullable<Callback> extends (error?: never, result?: infer Result) => void
    ? Result
    : unknown
  : null

/** A value as JSON gives it back: a Date is its text, functions and undefined are gone, `undefined` alone is null. */
export type Json<Value> = unknown extends Value
  ? Value
  : Value extends { toJSON(): infer Text }
    ? Json<Text>
    : Value extends string | number | boolean | null
      ? Value
      : Value extends undefined
        ? null
        : Value extends AnyFunction | symbol | bigint
          ? never
          : Value extends readonly unknown[]
            ? { [Index in keyof Value]: Json<Value[Index]> }
            : Value extends object
              ? JsonObject<Value>
              : unknown

type JsonObject<Value> = {
  [
    Key in keyof Value as Key extends string | number
      ? Value[Key] extends AnyFunction | symbol
        ? never
        : undefined extends Value[Key]
          ? never
          : Key
      : never
  ]: Json<Value[Key]>
} & {
  [Key in keyof Value as Key extends string | number ? (undefined extends Value[Key] ? Key : never) : never]?: Json<
    Exclude<Value[Key], undefined>
  >
} extends infer Flat
  ? { [Key in keyof Flat]: Flat[Key] }
  : never
