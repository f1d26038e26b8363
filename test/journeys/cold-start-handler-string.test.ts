// Handler strings: the file is found through the project's own Vite, and evaluated anew as with a loader.

import { withLambda } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'
import { late } from './functions/cold-start/parts/late.js'

vi.mock('./functions/cold-start/parts/late.js', () => ({ late: vi.fn(() => 'mocked') }))

const folder = 'test/journeys/functions/cold-start'

describe('a handler string', () => {
  test.each([
    ['a TypeScript file', `${folder}/counter.handler`],
    ['an .mjs file, and a nested export', `${folder}/nested.api.v1.get`],
    ['a CommonJS file', `${folder}/common/lazy.count`],
    ['a path that begins with a dot', `./${folder}/counter.handler`],
    ['a handler in a default export', `${folder}/default-export.handler`],
  ])('names %s [RES-2]', async (_, handlerString) => {
    const { error, statusCode } = await withLambda(handlerString).invoke({})
    expect({ error, statusCode }).toEqual({ error: undefined, statusCode: 200 })
  })

  test('has fresh module state in each environment, in its whole graph', async () => {
    const graph = withLambda(`${folder}/graph.handler`)
    const first = (await graph.invoke()).payload
    const second = (await graph.invoke()).payload
    await graph.recycle()
    expect((await graph.invoke()).payload).toEqual(first)
    expect(second).not.toEqual(first)
    expect(first).toMatchObject({ own: 1, deep: 1, cycle: 1, awaited: 1, json: 1, cjs: 1 })
  })

  test("has the mocks of the test's file", async () => {
    const lambda = withLambda(`${folder}/late-mock.handler`)
    expect(await lambda.invoke()).toReturn('mocked')
    vi.mocked(late).mockReturnValueOnce('once')
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn('once')
  })

  test('can be deployed in the place of a loader [LIF-7]', async () => {
    const lambda = withLambda(() => import('./functions/cold-start/counter.js'))
    expect(await lambda.invoke()).toReturn(1)
    await lambda.update({ code: `${folder}/common/handler.handler` })
    expect((await lambda.invoke()).payload).toEqual([1, 1, 1, 1, 'function'])
  })

  test('gives the function its name, and its own place in errors [RES-10]', async () => {
    const lambda = withLambda(`${folder}/counter.nothing`, { console: 'silent' })
    expect(lambda.functionName).toBe('counter')
    expect(await lambda.invoke()).toFailWith(
      /^test\/journeys\/functions\/cold-start\/counter\.nothing is undefined or not exported$/,
    )
  })

  test('with the extension of its file fails as on Lambda, and its record says what to write [RES-2]', async () => {
    const result = await withLambda(`${folder}/counter.ts.handler`, { console: 'silent' }).invoke()
    expect(result).toFailWith('Runtime.HandlerNotFound')
    expect(result.record.guide).toBe(
      `a handler string has its file without extension: write '${folder}/counter.handler'`,
    )
  })

  test('is fetched in no virtual time', async () => {
    const { record } = await withLambda(`${folder}/graph.handler`).invoke()
    expect(record.report).toMatchObject({ initDurationMs: 0, durationMs: 0 })
  })

  test('is told apart by its file and its export alone', async () => {
    const [one, two] = [withLambda(`${folder}/counter.handler`), withLambda(`${folder}/counter.handler`)]
    expect([await one.invoke(), await one.invoke(), await two.invoke()].map(({ payload }) => payload)).toEqual([
      1, 2, 1,
    ])
  })
})
