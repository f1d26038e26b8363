import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LambdaConfig } from 'vitest-lambda'
import { threadSize } from '../../../src/vitest/worker/thread-size.js'

/** The size of the thread that a test file with this text needs, in a project with these defaults. */
function sizeFor(text: string, defaults: LambdaConfig = {}): number | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'thread-size-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'orders.test.ts')
  writeFileSync(file, text)
  return threadSize(file, defaults)
}

describe('a test file needs a thread', () => {
  test.each([
    ['when it says so', `withLambda('src/orders', { isolation: 'thread' })`],
    ['in any quotes and spacing', 'withLambda(load, {\n  timeout: 1,\n  isolation : `thread`,\n})'],
    [
      'of one function among others',
      `withLambda(a, { isolation: 'in-process' }); withLambda(b, { isolation: "thread" })`,
    ],
  ])('%s', (_, text) => {
    expect(sizeFor(text)).toBe(128)
    expect(sizeFor(text, { isolation: 'in-process' })).toBe(128)
  })

  test('when its project says so, and it declares a function', () => {
    expect(sizeFor(`const lambda = withLambda('src/orders')`, { isolation: 'thread' })).toBe(128)
    expect(sizeFor(`const lambda = withLambda<Order>('src/orders')`, { isolation: 'thread' })).toBe(128)
  })
})

describe('a test file needs none', () => {
  test.each([
    ['that declares no function', `test('adds', () => expect(1 + 1).toBe(2))`, 'thread'],
    ['whose functions run in process, unlike others', `withLambda(a, { isolation: 'in-process' })`, 'thread'],
    ['where neither it nor its project says so', `withLambda('src/orders')`, undefined],
    ['that says so of something else', `const isolation = 'thread-safe'; run({ isolation: 'threads' })`, undefined],
  ] as const)('%s', (_, text, isolation) => {
    expect(sizeFor(text, isolation && { isolation })).toBeUndefined()
  })

  test('that a plugin has made up: it is nowhere', () => {
    expect(threadSize(join(tmpdir(), 'there-is-none', 'orders.test.ts'), { isolation: 'thread' })).toBeUndefined()
  })
})

describe('the thread has the memory', () => {
  const inThread = (rest: string): string => `withLambda(a, { isolation: 'thread', ${rest} })`

  test("of the project's functions", () => {
    expect(sizeFor(inThread('timeout: 1'), { memorySize: 512 })).toBe(512)
  })

  test('that the file gives them', () => {
    expect(sizeFor(inThread('memorySize: 256'), { memorySize: 512 })).toBe(256)
    expect(sizeFor(inThread('memorySize : 256') + inThread('memorySize: 256'))).toBe(256)
  })

  test.each([
    ['gives several', 'memorySize: 256, memorySize: 512'],
    ['computes them', 'memorySize: 2 * MB, memorySize: 256'],
    ['has it in a variable', 'memorySize'],
    ['gives what Lambda has not (LIM-2)', 'memorySize: 64'],
    ['gives more than Lambda has (LIM-2)', 'memorySize: 20480'],
  ])('and there is none yet when it %s', (_, rest) => {
    expect(sizeFor(inThread(rest))).toBeUndefined()
  })
})
