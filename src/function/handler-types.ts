// Types that flow from a function's code: the event it takes and the result it gives, as JSON carries them.

import type { AnyFunction, Returned } from './callable.js'
import type { HandlerMark, LoaderMark } from './code.js'
import type { Absent, ExportAt, ExportPaths } from './export-path-types.js'
import type { Json } from './json-type.js'

/** A loader or a handler function, or either of them marked by hand. */
export type FunctionCode = AnyFunction | Untyped | LoaderMark<() => unknown> | HandlerMark<AnyFunction>

/** What `withLambda` takes: functions, or a handler string. */
export type Code = FunctionCode | string

/** Adds nothing to `AnyFunction`, but beside it the compiler asks for the type of an inline handler's event. */
type Untyped = (...args: unknown[]) => unknown

/**
 * The handler that `C` stands for: `unknown` where types cannot tell (a handler string, a module without types, a path
 * in a variable), and `Absent` where the module has no function at `Path`.
 */
export type HandlerOf<C, Path extends string> =
  C extends HandlerMark<infer Handler>
    ? Handler
    : C extends LoaderMark<infer Load>
      ? HandlerIn<Loaded<Load>, Path>
      : C extends AnyFunction
        ? IsLoader<C, Path> extends true
          ? HandlerIn<Loaded<C>, Path>
          : C
        : unknown

/** What a loader gives: a module, or a handler itself. */
export type Loaded<Load> = Awaited<Returned<Load>>

/** A loader takes nothing and gives a function, or a module: something that has one at `Path`, or anywhere. */
type IsLoader<Fn extends AnyFunction, Path extends string> =
  Parameters<Fn> extends [] ? IsModule<Loaded<Fn>, Path> : false

type IsModule<Given, Path extends string> = [Given] extends [null | undefined]
  ? false
  : [Given] extends [AnyFunction]
    ? true
    : ExportAt<Given, Path> extends AnyFunction
      ? true
      : [ExportPaths<Given>] extends [never]
        ? false
        : true

type HandlerIn<Module, Path extends string> = unknown extends Module
  ? unknown
  : [Module] extends [AnyFunction]
    ? Module
    : string extends Path
      ? unknown
      : ExportAt<Module, Path> extends AnyFunction
        ? ExportAt<Module, Path>
        : Absent

/** The event a handler takes. */
export type EventOf<Handler> = Handler extends AnyFunction
  ? Parameters<Handler> extends []
    ? unknown
    : Known<Parameters<Handler>[0]>
  : unknown

/** An inline handler's event is `never` where it has no type, and so is the result of one that always throws. */
type Known<Type> = [Type] extends [never] ? unknown : Type

/** What arrives after a handler's result has become JSON and been parsed again; of a streaming handler, `unknown`. */
export type ResultOf<Handler> = Handler extends AnyFunction
  ? IsStream<Parameters<Handler>[1]> extends true
    ? unknown
    : Json<Answer<Returned<Handler>, Parameters<Handler>[2]>>
  : unknown

/** A streaming handler takes a stream where others take their context (HND-1). */
type IsStream<Second> = unknown extends Second
  ? false
  : [NonNullable<Second>] extends [never]
    ? false
    : [Second] extends [{ write(...args: never[]): unknown; end(...args: never[]): unknown }]
      ? true
      : false

/** `void` comes from handlers that answer through a callback, as @types/aws-lambda lets every one do. */
type Answer<Result, Callback> = [Result] extends [never]
  ? unknown
  : [Result] extends [void]
    ? CallbackResult<Callback>
    : Known<Awaited<void extends Result ? Exclude<Result, void> : Result>>

type CallbackResult<Callback> = unknown extends Callback
  ? unknown
  : [Callback] extends [undefined]
    ? null
    : NonNullable<Callback> extends (error: never, result: infer Result) => void
      ? Exclude<Result, undefined>
      : unknown
