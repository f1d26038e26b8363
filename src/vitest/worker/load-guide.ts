// What to do about a function whose code could not be loaded: Lambda's own errors name neither what is there nor what was tried.

import { readdirSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, parse, relative } from 'node:path'
import { vitesWords } from '../../effects/module-graph/load-failure.js'
import type { FunctionConfig } from '../../function/config.js'
import { withoutExtension } from '../../function/handler-string.js'
import { nearest } from '../../function/nearest.js'
import type { LoadFailure } from '../../sandbox/in-process/host.js'

/** Exports that are listed at most. */
const LISTED = 12

/** A sentence or two; undefined where Lambda's error says all that is known. */
export function loadGuide(
  failure: LoadFailure,
  { handler }: Pick<FunctionConfig, 'handler'>,
  root: string,
): string | undefined {
  const { error, exported, moduleId } = failure
  if (exported) return extensionGuide(handler, moduleId) ?? exportsGuide(handler, exported)
  if (moduleId !== undefined && isCode(error, 'MODULE_NOT_FOUND')) return missingFileGuide(moduleId, root)
  if (isSyntaxError(error) && [error, error.cause].some(isInCts)) return CTS
  // Node's words for what it cannot parse leave the place out.
  const words = vitesWords(error)
  if (words !== undefined) return `Vite says: ${words}`
  const missing = isCode(error, 'ERR_MODULE_NOT_FOUND') ? IMPORTED.exec(error.message)?.[1] : undefined
  return missing === undefined ? undefined : withNearest(undefined, belowRoot(missing, root), root)
}

/** Vite's words for an import of a file of the project. */
const IMPORTED = /^Cannot find module '([./][^']*)' imported from /

/** Only a handler string has a file; that the export is missing was found out before. */
function extensionGuide(exportPath: string, moduleId: string | undefined): string | undefined {
  const meant = moduleId === undefined ? undefined : withoutExtension({ moduleId, exportPath })
  return meant === undefined ? undefined : `a handler string has its file without extension: write '${meant}'`
}

function exportsGuide(asked: string, exported: readonly string[]): string {
  if (exported.length === 0) return `the module exports no function; it needs one called ${asked}`
  const listed = exported.slice(0, LISTED).join(', ')
  const more = exported.length > LISTED ? ` and ${exported.length - LISTED} more` : ''
  const meant = nearest(asked, exported)
  return `the functions that the module exports are ${listed}${more}${meant === undefined ? '' : `: did you mean '${meant}'?`}`
}

/** RES-6, RES-7: in the order in which `handlerFiles` has them. */
function missingFileGuide(moduleId: string, root: string): string {
  const tried = `there is no '${moduleId}' in ${root}, with .js, an extension that Vite's resolve.extensions has, .cjs or .cts`
  return withNearest(`${tried}, and no alias or package of that name`, moduleId, root) ?? tried
}

function belowRoot(id: string, root: string): string {
  return isAbsolute(id) && !relative(root, id).startsWith('..') ? relative(root, id) : id.replace(/^\//, '')
}

/** `text`, and the file beside the missing one whose name is nearest; undefined: there is nothing to say. */
function withNearest(text: string | undefined, path: string, root: string): string | undefined {
  const folder = dirname(path)
  const names = filesIn(join(root, folder)).map((file) => parse(file).name)
  const meant = nearest(parse(basename(path)).name, names)
  const question = meant === undefined ? undefined : `did you mean '${join(folder, meant).replaceAll('\\', '/')}'?`
  return [text, question].filter((part) => part !== undefined).join('; ') || undefined
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []))
  } catch {
    return []
  }
}

/** Source of the default of `oxc.include`: https://vite.dev/config/shared-options#oxc */
const CTS =
  'Vite compiles no .cts by itself: call the file .ts or .mts, or write ' +
  'oxc: { include: /\\.([cm]?ts|[jt]sx)$/ } in vitest.config.ts'

function isInCts(error: unknown): boolean {
  return isSyntaxError(error) && / in .+\.cts(?::\d+:\d+)?$/.test(error.message)
}

/** By its name: that of a thread has come across as a plain error. */
function isSyntaxError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'SyntaxError'
}

function isCode(error: unknown, code: string): error is Error {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code
}
