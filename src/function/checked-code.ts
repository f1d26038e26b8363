// Refuses, in types, code that has no function at its export path, and says at which paths it has some.

import type { LoaderMark } from './code.js'
import type { Absent, ExportPaths } from './export-path-types.js'
import type { HandlerOf, Loaded } from './handler-types.js'

/** `C`, unless no function is exported at `'handler'`: then a sentence that says so, to which no code is assignable. */
export type CheckedCode<C, Path extends string> =
  Missing<C, Path> extends true ? (Path extends 'handler' ? NoHandler<ExportPaths<ModuleOf<C>>> : C) : C

/** `Path`, unless it is misspelt: then the paths at which functions are exported. */
export type CheckedPath<C, Path extends string> =
  Missing<C, Path> extends true ? (Path extends 'handler' ? Path : PathsOrNone<C>) : Path

type Missing<C, Path extends string> =
  unknown extends HandlerOf<C, Path> ? false : [HandlerOf<C, Path>] extends [Absent] ? true : false

type NoHandler<Paths extends string> = [Paths] extends [never]
  ? NoFunction
  : `no function is exported at 'handler': name its export, withLambda(code, { handler: '${Paths}' })`

type PathsOrNone<C> = [ExportPaths<ModuleOf<C>>] extends [never] ? NoFunction : ExportPaths<ModuleOf<C>>

type NoFunction = 'the module exports no function'

type ModuleOf<C> = C extends LoaderMark<infer Load> ? Loaded<Load> : Loaded<C>
