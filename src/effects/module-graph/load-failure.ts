// Failures to load a module as Node.js would have worded them: Vite's own errors under other names.

import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters, types } from 'node:util'
import { nodesSyntaxError } from './syntax-error.js'
import { fileOfModule, type LoadDetails, loadDetails } from './vitest-modules.js'

/** What was to be loaded: a module as the importing code, or Vite, names it. */
export interface Wanted {
  readonly url?: string
  readonly importer?: string | undefined
}

/**
 * The error that Lambda's runtime would have met where Vite's met with `error`: a SyntaxError for code or JSON that cannot
 * be parsed (RES-11), and another name for a file that is not there. It is Node's own SyntaxError where Node.js refuses
 * the file, with Vite's, which knows the place, as its cause. Errors of the code itself, and those that already are what
 * Node throws, are given back unchanged.
 */
export async function loadFailure(error: unknown, wanted: Wanted = {}): Promise<unknown> {
  if (!(error instanceof Error) || error instanceof SyntaxError) return error
  const details = loadDetails(error)
  if (!details) return missingImport(error, wanted) ?? error
  const text = stripVTControlCharacters(error.message)
  const problem = parseProblem(text, details)
  if (problem === undefined) return error
  const vites = vitesSyntaxError(problem, placeOf(text, details), error)
  const id = typeof details.id === 'string' ? details.id : wanted.url
  const nodes = id === undefined ? undefined : await nodesSyntaxError(fileOfModule(id))
  return nodes ? Object.defineProperty(nodes, 'cause', { value: vites, configurable: true, writable: true }) : vites
}

/** Vite names the file as it is imported, Node.js by its path; neither tells the statement. */
function missingImport(error: Error, { url, importer }: Wanted): Error | undefined {
  const [, kind, name] = /^Cannot find (module|package) '([^']*)' imported from /.exec(error.message) ?? []
  if (name === undefined || url === undefined || importer === undefined) return undefined
  const isFile = kind === 'module' && /^[./]/.test(name)
  const file = isFile && (name.startsWith('.') ? resolve(dirname(importer), name) : fileOfModule(name))
  const missing = new Error(`Cannot find ${kind} '${file || name}' imported from ${importer}`)
  // Of its frames the one that is left is this package's: whoever shows the error shows it without brackets, and no frame.
  const frame = missing.stack?.split('\n').find((line) => line.startsWith('    at '))
  missing.stack = `Error [ERR_MODULE_NOT_FOUND]: ${missing.message}\n${frame}`
  return Object.assign(missing, { code: 'ERR_MODULE_NOT_FOUND', ...(file && { url: pathToFileURL(file).href }) })
}

function vitesSyntaxError(problem: string, { file, line }: Place, cause: Error): SyntaxError {
  const place = file + line
  const syntaxError = new SyntaxError(place === '' ? problem : `${problem} in ${place}`, { cause })
  syntaxError.stack = String(syntaxError) + (line === '' ? '' : `\n    at ${place}`)
  return syntaxError
}

/** What Vite says, with the place, of code that `error` tells in Node's words; undefined for any other error. */
export function vitesWords(error: unknown): string | undefined {
  const vites = types.isNativeError(error) ? error.cause : undefined
  if (!(vites instanceof Error) || !(vites.cause instanceof Error)) return undefined
  return loadDetails(vites.cause) && vites.message
}

/**
 * The file of a handler string that is not there, by AWS's words (RES-7). Its runtime asks `require.resolve` for it, so
 * the error is another one than that of a missing import (RES-11).
 */
export function missingHandlerFile(moduleId: string): Error {
  // The folders before it are where it is asked for, and no part of what is asked for.
  const name = moduleId.slice(moduleId.lastIndexOf('/') + 1)
  const error = new Error(`Cannot find module '${name}'\nRequire stack:\n- /var/runtime/index.mjs`)
  return Object.assign(error, { code: 'MODULE_NOT_FOUND' })
}

/** Whether `error` says that the module `id` itself was not found, not one that it imports. */
export function isMissing(error: unknown, id: string): boolean {
  if (!(error instanceof Error) || (error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') return false
  return ['module', 'package'].some((kind) => error.message.startsWith(`Cannot find ${kind} '${id}'`))
}

/** What is wrong with the code, if that is what Vite says. Its wording is not documented: the rest stays as it is. */
function parseProblem(text: string, { plugin = '' }: LoadDetails): string | undefined {
  // The lexer of Vite's import analysis does not say what it stumbled over; V8's words for that are these.
  if (text.startsWith('Failed to parse source')) return 'Invalid or unexpected token'
  if (text.startsWith('Parse failure: Parse failed')) return text.split('\n')[1]?.trim()
  // Of TypeScript and JSX. The first of several errors: what follows often comes of it.
  if (text.startsWith('Transform failed')) return /^\[PARSE_ERROR\] (.*)$/m.exec(text)?.[1]
  return /\bvite[:-]json$/.test(plugin) ? text.split('\n', 1)[0]?.trim() : undefined
}

/** Where code is wrong: `:line:column` as frames of stacks have it, empty where that is not known. */
interface Place {
  readonly file: string
  readonly line: string
}

/** The beginning of a file is what Vite gives when it does not know. */
function placeOf(text: string, { id, loc }: LoadDetails): Place {
  if (typeof id !== 'string') return { file: '', line: '' }
  const [, line = loc?.line, column = (loc?.column ?? 0) + 1] = IN_DRAWING.exec(text) ?? []
  const isKnown = line !== undefined && (Number(line) > 1 || Number(column) > 1)
  return { file: fileOfModule(id), line: isKnown ? `:${line}:${column}` : '' }
}

/** Vite's transform draws the place, and gives it in no other way. */
const IN_DRAWING = /╭─\[ .*:(\d+):(\d+) \]/
