// Work on /tmp that a function does not wait for: what the system does of it is done, and what was to follow is frozen.

import { readFileSync } from 'node:fs'
import { type InvocationResult, type Lambda, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const FILE = 'test/journeys/functions/leaks/files.ts'
const lines = readFileSync(FILE, 'utf8').split('\n')

function at(mark: string): unknown {
  const line = lines.findIndex((text) => text.endsWith(`// ${mark}`)) + 1
  return expect.stringMatching(new RegExp(`^${FILE}:${line}:\\d+$`))
}

const printed = ({ record: { logs } }: InvocationResult): (string | undefined)[] =>
  logs.filter(({ source }) => source === 'application').map(({ message, line }) => message ?? line)

describe.each(['in-process', 'thread'] as const)('work on /tmp that is not awaited, %s,', (isolation) => {
  const make = (): Lambda<{ way?: string }> =>
    withLambda(() => import('./functions/leaks/files.js'), { isolation, console: 'silent' })

  test.for([
    ['promise', '/tmp/saved'],
    ['callback', '/tmp/saved'],
  ] as const)('is done, and its %s goes on before the next handler [FRZ-1, FRZ-10]', async ([way, what]) => {
    const lambda = make()
    const first = await lambda.invoke({ way })
    expect(first.record.leaks).toEqual([{ kind: 'file', what, at: at(way), invocation: 1 }])
    expect(first).toHaveTmpFile(what, 'saved')
    expect(printed(first)).toEqual(['entered'])
    const next = await lambda.invoke({})
    expect(next.record.resumed).toEqual([{ ...first.record.leaks?.[0], ran: 'at-thaw' }])
    expect(printed(next)).toEqual(['told', 'entered'])
    expect((await lambda.invoke({})).record.resumed).toEqual([])
  })

  test('is told of as resumed in every way, and once [FRZ-10]', async () => {
    for (const way of ['directory', 'within']) {
      const lambda = make()
      const results = [await lambda.invoke({ way }), await lambda.invoke({}), await lambda.invoke({})]
      expect(results.map(({ record }) => record.leaks?.map(({ kind }) => kind))).toEqual([['file'], [], []])
      expect(results.map(({ record }) => record.resumed?.map(({ ran }) => ran))).toEqual([[], ['at-thaw'], []])
      expect(results.map(printed)).toEqual([['entered'], ['told', 'entered'], ['entered']])
    }
  })

  test.for(['stream', 'chunks', 'read'])('is one leak, whatever steps it takes: %s', async (way) => {
    const lambda = make()
    const { record } = await lambda.invoke({ way })
    expect(record.leaks).toEqual([expect.objectContaining({ kind: 'file', at: at(way) })])
  })

  test('is told of as resumed once it is over, and not by its parts [FRZ-10]', async () => {
    const lambda = make()
    const [leak] = (await lambda.invoke({ way: 'stream' })).record.leaks ?? []
    const resumed: unknown[] = []
    for (let count = 0; count < 5; count++) resumed.push(...((await lambda.invoke({})).record.resumed ?? []))
    expect(resumed).toEqual([{ ...leak, ran: 'at-thaw' }])
  })

  test('is lost with its environment, which says so [FRZ-2]', async () => {
    const lambda = make()
    await lambda.invoke({ way: 'promise' })
    const [environment] = lambda.environments
    await lambda.recycle()
    expect(environment?.lost).toEqual([{ kind: 'file', what: '/tmp/saved', at: at('promise'), invocation: 1 }])
  })

  test('is a line of its own invocation, where it writes one [FRZ-7]', async () => {
    const lambda = make()
    expect(printed(await lambda.invoke({ way: 'descriptor' }))).toEqual(['entered', 'line'])
    expect(printed(await lambda.invoke({}))).toEqual(['told', 'entered'])
  })
})
