// Answers what a thread asks the project's Vite: where a module is, and what its code is.

import { pathToFileURL } from 'node:url'
import type { TestProject } from 'vitest/node'
import type { Question } from '../../sandbox/thread/messages.js'
import { addCoverage } from './coverage.js'
import { handlerFiles } from '../handler-files.js'

/** A package's file is Node's to load, as it is on Lambda. */
const PACKAGE = /[\\/]node_modules[\\/]/
/** What Node.js can load from a package. */
const LOADABLE = /\.[cm]?js$/

type SsrEnvironment = TestProject['vite']['environments']['ssr']

export function answerFor(project: TestProject): (question: Question) => Promise<unknown> {
  return async (question) => {
    const { ssr } = project.vite.environments
    if (question.name === 'locate') return locate(ssr, project.config.root, question)
    if (question.name === 'coverage') return addCoverage(project, question.testFile, question.scripts)
    const [id, importer, options] = question.args as [string, string | undefined, object | undefined]
    if (question.call === 'getBuiltins') return []
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
  options: object | undefined,
): Promise<unknown> {
  const url = id.startsWith('/@fs/') ? id.slice('/@fs'.length) : id
  const resolved = isPath(url) ? url : ((await ssr.pluginContainer.resolveId(url, importer))?.id ?? url)
  const file = resolved.replace(/[?#].*$/, '')
  if (PACKAGE.test(file) && LOADABLE.test(file)) return { externalize: pathToFileURL(file).href, type: 'module' }
  return ssr.fetchModule(resolved, importer, options)
}

const isPath = (id: string): boolean => /^(?:\/|[a-z]:[\\/]|\.\.?\/|\0|node:|data:|file:)/i.test(id)
