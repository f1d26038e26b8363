// Export paths in types: the function at a path of a module, and every path at which a module has one.

import type { AnyFunction } from './callable.js'

/** Nothing is there. Not `undefined`: without `strictNullChecks` that would count as a function, as `null` would. */
export type Absent = 'absent'

/** What is at `Path` of a module, or else of its default export, where nodejs24.x looks next (RES-9); or `Absent`. */
export type ExportAt<Module, Path extends string> =
  ValueAt<Module, Path> extends AnyFunction
    ? ValueAt<Module, Path>
    : Module extends { readonly default: infer Default }
      ? ValueAt<Default, Path>
      : Absent

/** Nothing is looked up in functions (RES-9), though those that middleware wraps have members: `use`, `handler`. */
type ValueAt<Value, Path extends string> = Value extends AnyFunction
  ? Absent
  : Path extends `${infer Head}.${infer Rest}`
    ? Head extends keyof Value
      ? ValueAt<Value[Head], Rest>
      : Absent
    : Path extends keyof Value
      ? Value[Path]
      : Absent

/** Every path at which a module, or its default export, has a function. */
export type ExportPaths<Module> = Module extends { readonly default: infer Default }
  ? PathsIn<Module> | PathsIn<Default>
  : PathsIn<Module>

/** Only modules and object literals extend this record: dates, arrays and other classes, with their methods, do not. */
type PathsIn<Value, Before extends string = '', Level extends unknown[] = []> = Level['length'] extends 4
  ? never
  : Value extends Readonly<Record<string, unknown>>
    ? {
        [Key in keyof Value & string]: unknown extends Value[Key]
          ? never
          : Value[Key] extends null | undefined
            ? never
            : Value[Key] extends AnyFunction
              ? `${Before}${Key}`
              : PathsIn<Value[Key], `${Before}${Key}.`, [...Level, Key]>
      }[keyof Value & string]
    : never
