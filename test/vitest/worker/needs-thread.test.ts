import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LambdaConfig } from 'vitest-lambda'
import { needsThread } from '../../../src/vitest/worker/needs-thread.js'

type Isolation = LambdaConfig['isolation']

/** Whether a test file with this text does, in a project of which this is said. */
function needs(text: string, isolation?: Isolation): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'needs-thread-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'orders.test.ts')
  writeFileSync(file, text)
  return needsThread(file, isolation === undefined ? {} : { isolation })
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
    expect(needs(text)).toBe(true)
    expect(needs(text, 'in-process')).toBe(true)
  })

  test('when its project says so, and it declares a function', () => {
    expect(needs(`const lambda = withLambda('src/orders')`, 'thread')).toBe(true)
    expect(needs(`const lambda = withLambda<Order>('src/orders')`, 'thread')).toBe(true)
  })
})

describe('a test file needs none', () => {
  test.each([
    ['that declares no function', `test('adds', () => expect(1 + 1).toBe(2))`, 'thread'],
    [
      'whose functions run in process, though the project says otherwise',
      `withLambda(a, { isolation: 'in-process' })`,
      'thread',
    ],
    ['where neither it nor its project says so', `withLambda('src/orders')`, undefined],
    ['that says so of something else', `const isolation = 'thread-safe'; run({ isolation: 'threads' })`, undefined],
    // The limit of a thread's memory cannot be changed when it has booted.
    [
      'of the project’s size, when it says of which',
      `withLambda(a, { isolation: 'thread', memorySize: 512 })`,
      undefined,
    ],
  ] as const)('%s', (_, text, isolation) => {
    expect(needs(text, isolation)).toBe(false)
  })

  test('that a plugin has made up: it is nowhere', () => {
    expect(needsThread(join(tmpdir(), 'there-is-none', 'orders.test.ts'), { isolation: 'thread' })).toBe(false)
  })
})
