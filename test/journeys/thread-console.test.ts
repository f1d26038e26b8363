// What a function in a thread writes is shown by the test's own console, under its test.

import { formatWithOptions } from 'node:util'
import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { expect, test, vi } from 'vitest'
import { hasColors } from '../../src/vitest/worker/file-threads.js'

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const

const talking = (config: LambdaConfig = {}): Lambda<{ way: string }> =>
  withLambda(() => import('./functions/thread/talks.js'), { isolation: 'thread', ...config })

/** Every call of the test's console while `run` runs, in order. */
async function shownBy(run: () => Promise<unknown>): Promise<readonly unknown[][]> {
  const shown: unknown[][] = []
  const spies = METHODS.map((method) =>
    vi.spyOn(console, method).mockImplementation((...args) => void shown.push([method, ...args])),
  )
  await run()
  for (const spy of spies) spy.mockRestore()
  return shown
}

test('words, numbers and the like reach the console as they are: spies see the call', async () => {
  const shown = await shownBy(() => talking().invoke({ way: 'words' }))
  expect(shown).toEqual([['log', 'order', 1, true, null, undefined]])
})

test('objects are shown as the test’s console would show them', async () => {
  const shown = await shownBy(() => talking().invoke({ way: 'objects' }))
  const text = formatWithOptions({ colors: hasColors(process) }, 'order', { id: 1 }, new Map([['a', 1]]))
  expect(shown).toEqual([['warn', text]])
})

test('each level is shown by its own method, as in process', async () => {
  const config = { loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'DEBUG' } } as const
  const shown = await shownBy(() => talking(config).invoke({ way: 'levels' }))
  expect(shown).toEqual([
    ['info', 'informed'],
    ['error', 'failed'],
    ['debug', 'looked'],
  ])
})

test('what is written to the streams is shown in lines', async () => {
  const shown = await shownBy(() => talking().invoke({ way: 'stream' }))
  expect(shown).toEqual([
    ['log', 'begun, ended'],
    ['log', 'and the rest'],
  ])
})

test('nothing is lost of what was written right before the thread was killed', async () => {
  const lines = Array.from({ length: 200 }, (_, line) => `line ${line}`)
  const lambda = talking({ timeout: 1 })
  const shown = await shownBy(async () => {
    const result = await lambda.invoke({ way: 'lastWords' })
    expect(result).toTimeOut()
    const logged = result.record.logs.filter(({ source }) => source === 'application')
    expect(logged.map(({ message }) => message)).toEqual(lines)
  })
  expect(shown.map(([, ...args]) => args.join(' '))).toEqual(lines)
})

test('console: silent shows nothing, and records everything', async () => {
  const lambda = talking({ console: 'silent' })
  const shown = await shownBy(async () => {
    expect(await lambda.invoke({ way: 'words' })).toHaveLogged('order 1 true null undefined')
    expect(await lambda.invoke({ way: 'stream' })).toHaveLogged('begun, ended')
  })
  expect(shown).toEqual([])
})
