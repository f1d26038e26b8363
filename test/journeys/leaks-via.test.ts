// Which call is to be awaited: what a leak says of the way that led to it, and that its record is plain data.

import { setTimeout as sleep } from 'node:timers/promises'
import { type Lambda, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'
import type { Leak } from '../../src/record/leak.js'
import { lineAt } from '../sandbox/in-process/leaks/lines.js'

async function track(): Promise<void> {
  await Promise.resolve()
  await sleep(50) // begun
}

async function audit(): Promise<void> {
  await track()
}

const quiet = { console: 'silent', leaks: 'on' } as const

async function leaksOf(lambda: Lambda, invocations: number): Promise<Leak[]> {
  const leaks: Leak[] = []
  for (let count = 0; count < invocations; count++) {
    const { record } = await lambda.invoke({})
    leaks.push(...(record.leaks ?? []))
  }
  return leaks
}

/** The marks of the lines where it was begun, and where it was called. */
const marks = ({ at = '', via = '' }: Leak): string[] =>
  [at, via].map((place) => (place === '' ? 'nowhere' : (/\/\/ (.*)$/.exec(lineAt(place))?.[1] ?? place)))

test('a leak names the call that nobody awaits, in each invocation', async () => {
  const lambda = withLambda(async () => {
    void audit() // called
  }, quiet)
  const found = (await leaksOf(lambda, 5)).map(marks)
  expect(found).toEqual(Array.from({ length: 5 }, () => ['begun', 'called']))
})

test('a leak that is its own call names no other', async () => {
  const lambda = withLambda(async () => {
    void sleep(50) // begun
  }, quiet)
  const [leak] = await leaksOf(lambda, 1)
  expect(leak).not.toHaveProperty('via')
  expect(leak && marks(leak)).toEqual(['begun', 'nowhere'])
})

test('a leak is known by its call, also where it goes on', async () => {
  const lambda = withLambda(async () => {
    void audit() // called
  }, quiet)
  const first = await lambda.invoke({})
  const [leak] = first.record.leaks ?? []
  expect(first).toLeak({ kind: 'timer', via: leak?.via ?? 'nowhere' })
  expect(first).not.toLeak({ via: 'other.ts' })
  await lambda.idle('1m')
  expect(await lambda.invoke({})).toResume(leak ?? {})
})

test('the result of a leaking invocation, and its record, survive structuredClone() and a JSON round trip', async () => {
  const lambda = withLambda(async () => {
    void audit()
    return { ok: true }
  }, quiet)
  const result = await lambda.invoke({})
  const clone = structuredClone(result)
  expect(clone.record.leaks).toHaveLength(1)
  expect(structuredClone(result.record)).toEqual(clone.record)
  expect(JSON.parse(JSON.stringify(result.record))).toEqual(clone.record)
})
