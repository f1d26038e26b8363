// What of the project's code has run in threads, as V8 or Istanbul counts it, and how it is added up.

/** Who counts: V8 from outside of the code, or counters that Istanbul has put into it. */
export type CountedBy = 'v8' | 'istanbul'

/** What has run; the one of the two that nobody counts by is empty. */
export interface Coverage {
  readonly scripts: readonly ScriptCoverage[]
  /** By path. */
  readonly files: Readonly<Record<string, FileCoverage>>
}

/** A file in V8's format. */
export interface ScriptCoverage {
  readonly url: string
  /** What has loaded it: the code that Vite makes of a file has other positions than the file. */
  readonly loadedBy: 'vite' | 'node'
  /** How many characters were put before the code. */
  readonly startOffset: number
  readonly functions: readonly FunctionCoverage[]
}

export interface FunctionCoverage {
  readonly functionName: string
  readonly isBlockCoverage: boolean
  /** The whole function, and then the parts that have run another number of times. */
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[]
}

/** A file in Istanbul's format, of which these are the counts: of statements, of functions, and of branches. */
export interface FileCoverage {
  readonly s: Readonly<Record<string, number>>
  readonly f: Readonly<Record<string, number>>
  readonly b: Readonly<Record<string, readonly number[]>>
}

export const noCoverage: Coverage = Object.freeze({ scripts: Object.freeze([]), files: Object.freeze({}) })

/**
 * Adds up what many threads have run. It grows with the ways the code has taken, and not with the cold starts: what
 * took the same way differs in nothing but counts.
 */
export class Total {
  readonly #scripts = new Map<string, ScriptCoverage>()
  readonly #files = new Map<string, FileCoverage>()

  add({ scripts, files }: Coverage): void {
    for (const script of scripts) {
      const way = wayOf(script)
      const known = this.#scripts.get(way)
      this.#scripts.set(way, known ? addScripts(known, script) : script)
    }
    for (const [path, file] of Object.entries(files)) {
      const known = this.#files.get(path)
      this.#files.set(path, known ? addFiles(known, file) : file)
    }
  }

  get sum(): Coverage {
    return { scripts: [...this.#scripts.values()], files: Object.fromEntries(this.#files) }
  }
}

/** Everything but the counts. */
function wayOf({ url, loadedBy, functions }: ScriptCoverage): string {
  const places = functions.map(({ isBlockCoverage, ranges }) => {
    const ends = ranges.map(({ startOffset, endOffset }) => `${startOffset}-${endOffset}`)
    return `${isBlockCoverage ? '+' : '-'}${ends.join()}`
  })
  return `${loadedBy} ${url} ${places.join(' ')}`
}

function addScripts(one: ScriptCoverage, other: ScriptCoverage): ScriptCoverage {
  const functions = one.functions.map((known, at) => ({
    ...known,
    ranges: known.ranges.map((range, index) => ({
      ...range,
      count: range.count + (other.functions[at]?.ranges[index]?.count ?? 0),
    })),
  }))
  return { ...one, functions }
}

function addFiles(one: FileCoverage, other: FileCoverage): FileCoverage {
  return {
    ...one,
    s: addEach(one.s, other.s, (a, b = 0) => a + b),
    f: addEach(one.f, other.f, (a, b = 0) => a + b),
    b: addEach(one.b, other.b, (a, b) => a.map((count, at) => count + (b?.[at] ?? 0))),
  }
}

function addEach<Count>(
  counts: Readonly<Record<string, Count>>,
  others: Readonly<Record<string, Count>>,
  add: (count: Count, other: Count | undefined) => Count,
): Record<string, Count> {
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, add(count, others[key])]))
}
