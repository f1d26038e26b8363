// Which lines of the project's modules have run in a thread, as V8 counts them.

import { Session } from 'node:inspector'
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ScriptCoverage } from '../messages.js'

interface Taken {
  readonly result: readonly ScriptCoverage[]
}

/** Counts from its beginning on; made before any module of the function is loaded. */
export class Coverage {
  readonly #session = new Session()

  readonly #startOffset: number

  /** `startOffset`: characters before the code of each module. */
  constructor(startOffset: number) {
    this.#startOffset = startOffset
    this.#session.connect()
    this.#session.post('Profiler.enable')
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  /** What has run since the last time, of modules that Vite has transformed: those have paths. A session within its own thread answers at once. */
  take(): readonly ScriptCoverage[] {
    let taken: readonly ScriptCoverage[] = []
    this.#session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (!error) taken = (coverage as Taken).result
    })
    return taken
      .filter(({ url }) => isAbsolute(url))
      .map((script) => ({ ...script, url: pathToFileURL(script.url).href, startOffset: this.#startOffset }))
  }
}
