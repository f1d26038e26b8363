// What a function in a thread writes is shown by the test's own console, under its test.

import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'

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

describe.each(['in-process', 'thread'] as const)('spies of the test see (%s) [LOG-14]', (isolation) => {
  test('data as the function gave it', async () => {
    const shown = await shownBy(() => talking({ isolation }).invoke({ way: 'objects' }))
    expect(shown).toStrictEqual([['warn', 'order', { id: 1, items: ['a'] }, new Map([['a', 1]]), new Date(0)]])
  })

  test('errors as errors, with their fields and causes', async () => {
    const shown = await shownBy(() => talking({ isolation }).invoke({ way: 'errors' }))
    const cause = expect.toSatisfy(
      (error) => error instanceof TypeError && Reflect.get(error, 'code') === 'ECONNREFUSED',
    )
    const error = expect.objectContaining({ name: 'OrderError', message: 'too late', order: { id: 1 }, cause })
    expect(shown).toEqual([['error', 'failed', error, { error: cause }]])
    expect(shown[0]?.[2]).toBeInstanceOf(Error)
    expect(Reflect.get(Object(shown[0]?.[2]), 'stack')).toMatch(/^OrderError: too late\n +at .*talks\.ts:\d+:\d+/)
  })
})

describe('what is more than data is seen as the text that Node.js shows of it, each argument by itself [LOG-14]:', () => {
  test('instances of classes, whose fields are not all that they are', async () => {
    const shown = await shownBy(() => talking().invoke({ way: 'instances' }))
    expect(shown).toEqual([['log', 'order', 'Order { id: 1 }', '{ first: Order { id: 1 } }', { id: 1 }]])
  })

  test('functions, symbols, binary data, and what is got when it is looked at: nobody looks', async () => {
    const shown = await shownBy(() => talking().invoke({ way: 'others' }))
    const texts = ['Symbol(s)', '<Buffer 61 62>', '{ customer: [Getter] }', '[Function: named]']
    expect(shown).toEqual([['log', ...texts]])
  })

  test('what has more than 10,000 values', async () => {
    const shown = await shownBy(() => talking().invoke({ way: 'manyValues' }))
    expect(shown).toEqual([['log', 'all', expect.stringMatching(/\{ id: 99 \},\n +\.\.\. 19900 more items\n\]$/)]])
  })

  test('all of a call of which Node.js will not copy something', async () => {
    const shown = await shownBy(async () => {
      expect(await talking().invoke({ way: 'refused' })).toReturn()
    })
    expect(shown).toEqual([['log', 'query', expect.any(String), '{ id: 1 }']])
  })
})

test.each(['words', 'objects', 'errors', 'instances', 'others'])(
  'the lines of the record are those of in process: %s',
  async (way) => {
    const lines = async (isolation: 'thread' | 'in-process'): Promise<readonly unknown[]> => {
      const { record } = await talking({ isolation, console: 'silent' }).invoke({ way })
      return record.logs.filter(({ source }) => source === 'application').map(({ message }) => message)
    }
    expect(await lines('thread')).toEqual(await lines('in-process'))
  },
)

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
