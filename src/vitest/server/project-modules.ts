// Answers what a thread asks the project's Vite: where a module is, and what its code is.

import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { TestProject } from 'vitest/node'
import { commonJsFormat } from '../../effects/module-graph/node-format.js'
import { commonJsError } from '../../effects/module-graph/syntax-error.js'
import type { FetchedModule, Question } from '../../sandbox/thread/messages.js'
import { addCoverage } from './coverage.js'
import { handlerFiles } from '../handler-files.js'
import { withSourceMap } from './source-map.js'
import { staticGraph } from './static-graph.js'

/** A package's file is Node's to load, as it is on Lambda. */
const PACKAGE = /[\\/]node_modules[\\/]/
/** What Node.js can load from a package. */
const LOADABLE = /\.[cm]?js$/

type SsrEnvironment = TestProject['vite']['environments']['ssr']

export function answerFor(project: TestProject): (question: Question) => Promise<unknown> {
  return async (question) => {
    const { ssr } = project.vite.environments
    if (question.name === 'locate') return locate(ssr, project.config.root, question)
    if (question.name === 'coverage') return addCoverage(project, question.testFile, question.coverage)
    if (question.name === 'graph') {
      return [...(await staticGraph(question.url, ssr.moduleGraph, (url, from) => fetchModule(ssr, url, from)))]
    }
    const [id, importer, options] = question.args as [string, string | undefined, object | undefined]
    return fetchModule(ssr, id, importer, options)
  }
}

async function locate(
  ssr: SsrEnvironment,
  root: string,
  { id, importer }: Extract<Question, { name: 'locate' }>,
): Promise<string | undefined> {
  for (const candidate of importer === undefined ? handlerFiles(root, id) : [id]) {
    const resolved = await ssr.pluginContainer.resolveId(candidate, importer)
    if (resolved) return resolved.id
  }
  return undefined
}

async function fetchModule(
  ssr: SsrEnvironment,
  id: string,
  importer: string | undefined,
  options?: object,
): Promise<FetchedModule> {
  const url = id.startsWith('/@fs/') ? id.slice('/@fs'.length) : id
  // Below the root, Vite names files from there: a package's file is for Node.js, which wants all of its path.
  const asIs = isPath(url) && !PACKAGE.test(url)
  const resolved = asIs ? url : ((await ssr.pluginContainer.resolveId(url, importer))?.id ?? url)
  const file = resolved.replace(/[?#].*$/, '')
  if (PACKAGE.test(file) && LOADABLE.test(file)) return { externalize: pathToFileURL(file).href, type: 'module' }
  // Vite hands all options on, its types name two of them.
  const withoutMap: object = { ...options, inlineSourceMap: false }
  const fetched = (await ssr.fetchModule(resolved, importer, withoutMap).catch(async (error: unknown) => {
    throw isNowhere(error) ? missingModule(id, importer, error) : await withItsFile(ssr, error)
  })) as FetchedModule
  if (isCommonJs(fetched)) return { externalize: pathToFileURL(fetched.file).href, type: 'commonjs' }
  // Vite would have a module evaluated again that is asked for by another URL of the same file.
  return withItsMap(ssr, { ...fetched, invalidate: false } as FetchedModule)
}

/** Some of Vite's errors name a file by its URL, from the root on, which a thread does not know. */
async function withItsFile(ssr: SsrEnvironment, error: unknown): Promise<unknown> {
  const { id } = (error ?? {}) as { readonly id?: unknown }
  const file = typeof id === 'string' ? (await ssr.moduleGraph.getModuleByUrl(id))?.file : undefined
  return file ? Object.assign(error as object, { id: file }) : error
}

function withItsMap(ssr: SsrEnvironment, fetched: FetchedModule): FetchedModule {
  if (!('code' in fetched)) return fetched
  const map = ssr.moduleGraph.getModuleById(fetched.id)?.transformResult?.map
  return { ...fetched, code: withSourceMap(fetched.code, map) }
}

/** CommonJS of the project is Node's to load, too; what neither name nor package says is CommonJS if it can be (RES-17). */
function isCommonJs(fetched: FetchedModule): fetched is Extract<FetchedModule, { readonly code: string }> {
  // What a plugin makes up is in no file.
  if (!('code' in fetched) || !existsSync(fetched.file)) return false
  const format = commonJsFormat(fetched.file, fetched.code)
  return format === 'certain' || (format === 'likely' && !commonJsError(fetched.file))
}

/** Vite's errors for what cannot be found differ, by how it was asked for. */
function isNowhere(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (error as NodeJS.ErrnoException).code === 'ERR_LOAD_URL' || error.message.startsWith("Cannot find module '")
}

/** The error that Vitest makes of them for its own workers. */
function missingModule(id: string, importer: string | undefined, cause: unknown): Error {
  const from = importer === undefined ? '' : ` imported from ${importer}`
  const error = new Error(`Cannot find ${isPath(id) ? 'module' : 'package'} '${id}'${from}`, { cause })
  return Object.assign(error, { code: 'ERR_MODULE_NOT_FOUND' })
}

const isPath = (id: string): boolean => /^(?:\/|[a-z]:[\\/]|\.\.?\/|\0|node:|data:|file:)/i.test(id)
