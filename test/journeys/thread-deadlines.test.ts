// Code that never gives way, in a thread: its deadline ends it, and says where it was.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, onTestFinished, test, vi } from 'vitest'

const FILE = 'test/journeys/functions/thread/stuck.ts'

const stuck = (config: LambdaConfig = {}): Lambda<{ way: string }> =>
  withLambda(() => import('./functions/thread/stuck.js'), {
    isolation: 'thread',
    console: 'silent',
    timeout: 1,
    ...config,
  })

/** The line that has this mark. */
function lineOf(mark: string): number {
  const path = fileURLToPath(new URL('functions/thread/stuck.ts', import.meta.url))
  return (
    readFileSync(path, 'utf8')
      .split('\n')
      .findIndex((line) => line.endsWith(`// here: ${mark}`)) + 1
  )
}

/** Between two of its turns a chain of promises is nowhere. */
const SOMEWHERE = ['promises']

const at = (mark: string): unknown =>
  expect.stringMatching(new RegExp(`^code that does not give way \\(${FILE}:${lineOf(mark)}:\\d+\\)$`))

describe('code that does not give way', { timeout: 120_000 }, () => {
  test.each(['loop', 'block', 'regex', 'promises', 'logs', 'writes'])(
    'times out, with the line that it was on: %s [LIM-2, ERR-12]',
    async (way) => {
      const lambda = stuck()
      const result = await lambda.invoke({ way })
      expect(result).toTimeOut()
      expect(result.error).toMatchObject({ errorMessage: expect.stringMatching(/Task timed out after 1\.00 seconds$/) })
      expect(result.record.waitingFor).toEqual([
        SOMEWHERE.includes(way) ? expect.stringMatching(/^code that does not give way/) : at(way),
      ])
      expect(result.record.report.durationMs).toBe(1000)
      expect(await lambda.invoke({ way: 'count' })).toReturn(1)
    },
  )

  test('times out at the thaw, in a timer that the invocation before had left [FRZ-4]', async () => {
    const lambda = stuck()
    expect(await lambda.invoke({ way: 'deferred' })).toReturn('answered')
    await lambda.idle('1m')
    const result = await lambda.invoke({ way: 'count' })
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([at('deferred')])
  })

  test('times out in Init, and again in the invocation that begins with it [INIT-6]', async () => {
    const result = await stuck({ environment: { INIT: 'block' } }).invoke({ way: 'count' })
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([at('init')])
    expect(result.record.phases.map(({ phase, status }) => [phase, status])).toMatchInlineSnapshot(`
      [
        [
          "init",
          "timeout",
        ],
        [
          "init",
          "timeout",
        ],
        [
          "invoke",
          "timeout",
        ],
      ]
    `)
  })

  test('has written its lines by then', async () => {
    const result = await stuck().invoke({ way: 'lines' })
    expect(result).toTimeOut()
    expect(result).toHaveLogged('line 2')
  })

  test('leaves the event loop of the test its turns, however much it logs', async () => {
    let [inTurn, most] = [0, 0]
    const heard = vi.spyOn(console, 'log').mockImplementation(() => void (most = Math.max(most, ++inTurn)))
    let turning = setImmediate(function turn() {
      inTurn = 0
      turning = setImmediate(turn)
    })
    onTestFinished(() => {
      clearImmediate(turning)
      heard.mockRestore()
    })
    expect(await stuck({ console: 'echo' }).invoke({ way: 'logs' })).toTimeOut()
    expect(heard.mock.calls.length).toBeGreaterThan(most)
    expect(most).toBeLessThanOrEqual(1000)
  })
})

describe('the environment after that', { timeout: 120_000 }, () => {
  test('begins anew with the same /tmp: modes, links and large files [RST-1, RST-3]', async () => {
    const lambda = stuck()
    expect(await lambda.invoke({ way: 'count' })).toReturn(1)
    const killed = await lambda.invoke({ way: 'fill' })
    expect(killed).toTimeOut()
    const files = {
      '/tmp/deep/er/secret': { bytes: 11, text: 'for my eyes' },
      '/tmp/large': { bytes: 300 * 1024 },
    }
    expect(killed.record.tmp).toEqual({ files, bytes: 300 * 1024 + 11 })
    expect([...lambda.environments].map(({ tmp }) => tmp)).toEqual([killed.record.tmp])
    const next = await lambda.invoke({ way: 'look' })
    expect(next).toReturn({
      mode: 0o600,
      folder: 0o700,
      large: 300 * 1024,
      link: '/tmp/deep/er/secret',
      names: ['deep', 'large', 'link'],
    })
    expect(next).toBeColdStart()
    expect(next.record.tmp).toEqual(killed.record.tmp)
    expect(next.record.environmentId).toBe(killed.record.environmentId)
    expect(await lambda.invoke({ way: 'count' })).toReturn(2)
  })
})
