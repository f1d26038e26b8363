import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Program } from '../../../src/sandbox/thread/program.js'

const bytecode = new TextEncoder().encode('what V8 has compiled')

function place(): { readonly file: string; readonly cache: string } {
  const folder = mkdtempSync(join(tmpdir(), 'program-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'thread.cjs')
  writeFileSync(file, 'run()')
  return { file, cache: join(folder, 'cache', 'of-vite') }
}

/** The one file in which it is kept. */
function kept(cache: string): string {
  const names = readdirSync(cache)
  expect(names).toEqual([`thread-${process.version}-${process.arch}`])
  return join(cache, String(names[0]))
}

test('a program that nobody has compiled is its file', () => {
  const { file, cache } = place()
  expect(new Program(file, cache).text).toEqual({ file, source: 'run()', compiled: undefined })
})

test('what was compiled of it is there for the threads after that', () => {
  const { file } = place()
  const program = new Program(file, undefined)
  program.keep(bytecode)
  expect(program.text).toEqual({ file, source: 'run()', compiled: bytecode })
})

test('what was compiled of it is there in the next run', () => {
  const { file, cache } = place()
  new Program(file, cache).keep(bytecode)
  kept(cache)
  expect(Buffer.from(new Program(file, cache).text.compiled ?? []).toString()).toBe('what V8 has compiled')
})

test('what was compiled of another version of it is not', () => {
  const { file, cache } = place()
  new Program(file, cache).keep(bytecode)
  writeFileSync(file, 'Run()')
  expect(new Program(file, cache).text).toEqual({ file, source: 'Run()', compiled: undefined })
})

test.each([
  ['cut off', (path: string) => truncateSync(path, readFileSync(path).length - 1)],
  ['empty', (path: string) => truncateSync(path)],
  ['damaged', (path: string) => writeFileSync(path, readFileSync(path).fill(0, 40))],
])('a file that is %s is as none, and is written again', (_, spoil) => {
  const { file, cache } = place()
  new Program(file, cache).keep(bytecode)
  spoil(kept(cache))
  const program = new Program(file, cache)
  expect(program.text.compiled).toBeUndefined()
  program.keep(bytecode)
  expect(new Program(file, cache).text.compiled).toHaveLength(bytecode.length)
})

test('a folder that cannot be written costs nothing but time', () => {
  const { file } = place()
  const program = new Program(file, join(file, 'below-a-file'))
  program.keep(bytecode)
  expect(program.text.compiled).toBe(bytecode)
})
