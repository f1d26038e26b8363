// What Node.js says of a file that it cannot parse.

import vm from 'node:vm'
import { disk } from '../files/disk.js'
import { formatOf } from './node-format.js'

/**
 * The error with which Node.js refuses to load `file`; undefined when it would not refuse it, or is no judge of it, as of
 * TypeScript. What has import or export statements is a module, as for `commonJsFormat`. The code is parsed and not run.
 */
export async function nodesSyntaxError(file: string): Promise<SyntaxError | undefined> {
  try {
    const source = disk.readFileSync(file, 'utf8')
    if (file.endsWith('.json')) return jsonError(file, source)
    if (!/\.[cm]?js$/.test(file)) return undefined
    const format = formatOf(file)
    const error = format === 'module' ? undefined : commonJsError(file, source)
    if (format !== 'module' && !(error && isOfModule(error, format))) return error
    return await moduleError(source)
  } catch {
    return undefined
  }
}

/** Whether it is what is wrong with CommonJS that is a module. */
function isOfModule({ message }: SyntaxError, format: 'commonjs' | undefined): boolean {
  // Node.js itself tries a module where nothing says what the file is.
  return MODULE_STATEMENT.test(message) || (format === undefined && message.startsWith('await is only valid in '))
}

const MODULE_STATEMENT =
  /^(?:Cannot use (?:import statement|'import\.meta') outside a module|Unexpected token 'export'$)/

/** Source: https://nodejs.org/api/modules.html#the-module-wrapper */
export function commonJsError(file: string, source: string = disk.readFileSync(file, 'utf8')): SyntaxError | undefined {
  return thrownBy(() => {
    vm.compileFunction(withoutHashbang(source), ['exports', 'require', 'module', '__filename', '__dirname'], {
      filename: file,
    })
  })
}

function jsonError(file: string, source: string): SyntaxError | undefined {
  const error = thrownBy(() => void JSON.parse(source.replace(/^\uFEFF/, '')))
  if (!error) return undefined
  error.message = `${file}: ${error.message}`
  error.stack = `${String(error)}\n    at parse (<anonymous>)`
  return error
}

/** A module that cannot be linked is parsed, and never evaluated. */
async function moduleError(source: string): Promise<SyntaxError | undefined> {
  const unlinkable = `import { ${NOTHING} } from 'data:text/javascript,';${withoutHashbang(source)}`
  try {
    await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(unlinkable)}`)
  } catch (error) {
    if (error instanceof SyntaxError && !error.message.includes(NOTHING)) return withoutFrames(error)
  }
  return undefined
}

/** No module exports it. */
const NOTHING = 'nothingThatIsExported'

function thrownBy(parse: () => void): SyntaxError | undefined {
  try {
    parse()
  } catch (error) {
    if (error instanceof SyntaxError) return withoutFrames(error)
  }
  return undefined
}

/** Its place is in the message; who asked is no part of it. */
function withoutFrames(error: SyntaxError): SyntaxError {
  error.stack = error.stack?.replaceAll(/\n {4}at .*/g, '') ?? String(error)
  return error
}

/** Lines keep their numbers. */
function withoutHashbang(source: string): string {
  return source.replace(/^#!.*/, '')
}
