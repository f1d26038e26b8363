// A fixture of scope 'file' or 'worker' makes a function for all tests of the file, whichever of them asks for it first.

import { setTimeout as sleep } from 'node:timers/promises'
import { invoke, type Lambda, withLambda } from 'vitest-lambda'
import { describe, expect, test as base } from 'vitest'

type Counter = Lambda<{ name?: string }, { count: number }>

const counter = (name: string): Counter =>
  withLambda(() => import('./functions/counter.js'), { lifetime: 'suite', functionName: name, console: 'silent' })

const test = base
  .extend('ofFile', { scope: 'file' }, () => counter('file'))
  .extend('ofWorker', { scope: 'worker' }, () => counter('worker'))
  .extend('automatic', { scope: 'file', auto: true }, () => counter('automatic'))
  .extend('late', { scope: 'file' }, async () => {
    await sleep(1) // as for the URL of a server
    return counter('late')
  })

/** How often each was invoked, by whichever test. */
const invoked: Record<string, number> = {}

async function isSharedByAll(fn: Counter): Promise<void> {
  const { functionName } = fn
  const count = (invoked[functionName] = (invoked[functionName] ?? 0) + 1)
  const result = await invoke(fn, {})
  expect(result).toReturn(expect.objectContaining({ count }))
}

describe.each(['one test', 'the next test'])('a fixture that makes a function gives %s the same one, where it', () => {
  test('is of scope file', ({ ofFile }) => isSharedByAll(ofFile))
  test('is of scope worker', ({ ofWorker }) => isSharedByAll(ofWorker))
  test('is automatic', ({ automatic }) => isSharedByAll(automatic))
  test('waited for something before', ({ late }) => isSharedByAll(late))
})
