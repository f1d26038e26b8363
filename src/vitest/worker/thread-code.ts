// A function's code as a thread can load it: by the name of its module. Nothing of the test's own crosses.

import { basename, dirname, extname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { CallSite } from '../../effects/clock/call-site.js'
import { exporterOf } from '../../effects/module-graph/exporter.js'
import { fileOfModule } from '../../effects/module-graph/vitest-modules.js'
import { LambdaCodeError } from '../../function/code-error.js'
import { type ClassifiedCode, firstLine } from '../../function/code.js'
import { framesOf, userFrame } from '../../sandbox/in-process/leaks/frames.js'
import type { SandboxCode } from '../../sandbox/port.js'

/** Enough to come out of a helper of the test's. */
const FRAMES = 16

/** What Vite makes of `import(` in a test file. */
const BY_VITE = '__vite_ssr_dynamic_import__('

type FunctionCode = Exclude<ClassifiedCode, { kind: 'string' }>

/** The module that a loader names; throws a guide for all that is no such loader. `caller` has got the code. */
export function threadCode(code: FunctionCode, exportPath: string, root: string, caller: string): SandboxCode {
  const importer = callingFile()
  if (code.kind === 'loader' && code.literalSpecifier !== undefined && !code.more) {
    return { kind: 'module', id: code.literalSpecifier, exportPath, ...(importer !== undefined && { importer }) }
  }
  const received = firstLine(code.kind === 'loader' ? code.load : code.run).replaceAll(BY_VITE, 'import(')
  throw new LambdaCodeError(
    `${caller}: isolation: 'thread' loads a function's module by its path, in a thread of its own. ${whyNot(code)}.\n` +
      `  received: ${received}\n` +
      `  Write one of these${instead(code, exportPath, root, importer)}\n` +
      "  or give it { isolation: 'in-process' }: there code of the test's own can run.",
  )
}

function whyNot(code: FunctionCode): string {
  if (code.kind === 'handler') return 'A handler function has no path'
  return code.literalSpecifier === undefined
    ? 'The path that this loader imports is no literal'
    : 'This loader does more than import a module'
}

/** What to write in its place, as far as that is known. */
function instead(code: FunctionCode, exportPath: string, root: string, importer: string | undefined): string {
  const found = code.kind === 'handler' ? exporterOf(code.run) : undefined
  const specifier = code.kind === 'loader' ? code.literalSpecifier : undefined
  const file = found?.file ?? (specifier === undefined ? undefined : fileOfModule(specifier))
  const name = found?.name ?? exportPath
  const [path, id] =
    file === undefined ? ['../src/orders.js', 'src/orders'] : [imported(file, importer), below(file, root)]
  const config = name === 'handler' ? '' : ` with { handler: '${name}' }`
  const example = file === undefined ? ', with the path and the export that it has' : ''
  return `${example}:\n    () => import('${path}')${config}${id === undefined ? '' : `\n    '${id}.${name}'`}`
}

/** As the file at `importer` imports it. */
function imported(file: string, importer: string | undefined): string {
  const compiled = file.replace(/\.([cm]?)tsx?$/, '.$1js')
  const path = importer === undefined ? compiled : slashes(relative(dirname(importer), compiled))
  return /^\.|^\/|^[a-z]:/i.test(path) ? path : `./${path}`
}

/** As a handler string names it; undefined: it stands outside of the project, or has a dot in its name, which ends that there (RES-2). */
function below(file: string, root: string): string | undefined {
  const path = slashes(relative(root, file))
  if (/^\.\.|^\/|^[a-z]:/i.test(path)) return undefined
  const id = path.slice(0, path.length - extname(path).length)
  return basename(id).includes('.') ? undefined : id
}

const slashes = (path: string): string => path.replaceAll('\\', '/')

/** The user's file that has called; the test file where none is to be seen. */
function callingFile(): string | undefined {
  const file = userFrame(framesOf(new CallSite(callingFile, FRAMES)).frames)?.file ?? expect.getState().testPath
  return file?.startsWith('file:') ? fileURLToPath(file) : file
}
