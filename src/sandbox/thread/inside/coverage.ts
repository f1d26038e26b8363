// Which lines of the project's modules have run in a thread, as V8 or Istanbul counts them.

import { Session } from 'node:inspector'
import { isAbsolute } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type CountedBy, type Coverage, type FunctionCoverage, noCoverage } from '../coverage.js'
import { FUNCTION, HEAD } from './evaluate.js'

interface Taken {
  readonly result: readonly { readonly url: string; readonly functions: readonly FunctionCoverage[] }[]
}

/** Where code that Istanbul has gone through counts, in Vitest. */
const COUNTERS = '__VITEST_COVERAGE__'

/** Counts from its beginning on; made before any module of the function is loaded. */
export class Counter {
  readonly #session: Session | undefined
  /** Files that were evaluated from the code that Vite makes of them. */
  readonly #evaluated: ReadonlySet<string>

  constructor(by: CountedBy, evaluated: ReadonlySet<string>) {
    this.#evaluated = evaluated
    if (by === 'istanbul') return
    this.#session = new Session()
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  /** What has run; of packages, nothing. To be called once. */
  take(): Coverage {
    if (!this.#session) return { ...noCoverage, files: counters() }
    let taken: Taken['result'] = []
    // A session within its own thread answers at once.
    this.#session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (!error) taken = (coverage as Taken).result
    })
    // A name of a script that is a path is given back as it is, or as a URL.
    const named = taken.map((script) => (isAbsolute(script.url) ? { ...script, url: urlOf(script.url) } : script))
    const own = named.filter(({ url }) => url.startsWith('file:') && url !== import.meta.url && !PACKAGE.test(url))
    const scripts = own.map(({ url, functions }) =>
      this.#isEvaluated(url, functions)
        ? { url, functions, loadedBy: 'vite' as const, startOffset: HEAD }
        : { url, functions, loadedBy: 'node' as const, startOffset: 0 },
    )
    return { ...noCoverage, scripts }
  }

  /** Node.js may have loaded the same file, too: then that has no function where ours begins. */
  #isEvaluated(url: string, functions: readonly FunctionCoverage[]): boolean {
    return (
      this.#evaluated.has(fileURLToPath(url)) && functions.some(({ ranges }) => ranges[0]?.startOffset === FUNCTION)
    )
  }
}

const urlOf = (path: string): string => pathToFileURL(path).href

const PACKAGE = /\/node_modules\//

function counters(): Coverage['files'] {
  return (globalThis as { readonly [COUNTERS]?: Coverage['files'] })[COUNTERS] ?? {}
}
