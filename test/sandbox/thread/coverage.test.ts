import { describe, expect, test } from 'vitest'
import {
  type Coverage,
  type FileCoverage,
  noCoverage,
  type ScriptCoverage,
  Total,
} from '../../../src/sandbox/thread/coverage.js'

/** A file with one function, of which `ranges` have run so often. */
function script(url: string, ...ranges: readonly (readonly [number, number, number])[]): ScriptCoverage {
  return {
    url,
    loadedBy: 'vite',
    startOffset: 256,
    functions: [
      {
        functionName: 'handler',
        isBlockCoverage: true,
        ranges: ranges.map(([startOffset, endOffset, count]) => ({ startOffset, endOffset, count })),
      },
    ],
  }
}

function totalOf(...coverages: readonly Partial<Coverage>[]): Coverage {
  const total = new Total()
  for (const coverage of coverages) total.add({ ...noCoverage, ...coverage })
  return total.sum
}

describe('a total of what V8 counts', () => {
  test('is nothing where nothing has run', () => {
    expect(totalOf()).toEqual(noCoverage)
    expect(totalOf({}, {})).toEqual(noCoverage)
  })

  test('adds the counts of code that took the same way, and does not grow with the cold starts', () => {
    const cold = { scripts: [script('file:///a.ts', [0, 90, 1], [20, 40, 0]), script('file:///b.ts', [0, 30, 2])] }
    expect(totalOf(...Array.from({ length: 200 }, () => cold)).scripts).toEqual([
      script('file:///a.ts', [0, 90, 200], [20, 40, 0]),
      script('file:///b.ts', [0, 30, 400]),
    ])
  })

  test('keeps apart what took another way, what Node.js has loaded, and what V8 has counted less closely', () => {
    const one = script('file:///a.ts', [0, 90, 1], [20, 40, 0])
    const other = script('file:///a.ts', [0, 90, 1], [50, 60, 0])
    const native: ScriptCoverage = { ...one, loadedBy: 'node', startOffset: 0 }
    const coarse = { ...one, functions: one.functions.map((known) => ({ ...known, isBlockCoverage: false })) }
    const scripts = [one, other, native, coarse]
    expect(totalOf({ scripts }).scripts).toEqual(scripts)
  })

  test('leaves what was given as it was', () => {
    const given = script('file:///a.ts', [0, 90, 1])
    totalOf({ scripts: [given] }, { scripts: [given] })
    expect(given).toEqual(script('file:///a.ts', [0, 90, 1]))
  })
})

describe('a total of Istanbul’s counters', () => {
  const file = (s: number, f: number, b: readonly number[]): FileCoverage & { readonly path: string } => ({
    path: '/a.ts',
    s: { 0: s, 1: 0 },
    f: { 0: f },
    b: { 0: b },
  })

  test('adds statements, functions and branches of each file, and keeps what else is known of it', () => {
    const files = { '/a.ts': file(1, 2, [1, 0]), '/b.ts': file(1, 1, []) }
    expect(totalOf({ files }, { files: { '/a.ts': file(10, 20, [10, 5]) } }).files).toEqual({
      '/a.ts': file(11, 22, [11, 5]),
      '/b.ts': file(1, 1, []),
    })
  })
})
