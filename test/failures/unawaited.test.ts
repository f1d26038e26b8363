// What a test is told of what it has invoked, and of which it uses the promise, but does not await it to its end.

import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({ projects: ['unawaited'] })
})

const FILE = 'unawaited/unawaited.test.ts'
const lines = readFileSync(new URL(`./fixtures/${FILE}`, import.meta.url), 'utf8').split('\n')

/** Of each rejection that nobody handled: its message, and the line to which Vitest leads. */
function rejections(name: string): { message: string | undefined; line: string | undefined }[] {
  const [, ...told] = run.output.split(/⎯+ Unhandled Rejection ⎯+\n/)
  const ofTest = told.filter((text) => text.includes(`'${name}'`)).map((text) => text.split(`\n ❯ ${FILE}:`))
  return ofTest.map(([message, place = '']) => ({ message, line: lines[Number.parseInt(place) - 1]?.trim() }))
}

test('the run fails, whatever its tests do', () => {
  expect(run.exitCode).toBe(1)
})

// One in each sandbox.
test('an invocation of which then() takes the answer is told with its line, and what to do', () => {
  const name = 'an invocation of which then() takes the answer'
  const [told, ...others] = rejections(name)
  expect(told?.message).toMatchInlineSnapshot(`
    "LambdaDisposedError: an invocation of 'orders' was still under way when the test 'an invocation of which then() takes the answer' ended.

    Nothing had awaited it to its end by then: await invoke(…), or together with others await Promise.all(events.map((event) => invoke(…))), since forEach() awaits nothing."
  `)
  expect(told?.line).toBe("void invoke(orders, {}).then((result) => expect(result).toReturn('taken'))")
  expect(others).toEqual([told])
})

test('invocations in the callback of forEach() are told with their line', () => {
  const told = rejections('invocations in the callback of forEach()')
  expect(told).toHaveLength(4)
  for (const { message, line } of told) {
    expect(message).toMatch(/^LambdaDisposedError: an invocation of 'orders' was still under way when the test '/)
    expect(line).toBe("expect(await invoke(orders, event)).toReturn('taken')")
  }
})

test('a call that makes invocations is told as that', () => {
  const told = rejections('a queue of which then() takes the rounds')
  expect(told).toHaveLength(2)
  for (const { message, line } of told) {
    expect(message).toMatchInlineSnapshot(`
      "LambdaDisposedError: queue.poll() was still under way when the test 'a queue of which then() takes the rounds' ended.

      Nothing had awaited it to its end by then: await queue.poll()."
    `)
    expect(line).toBe('void queue.poll().then((rounds) => expect(rounds).toHaveLength(1))')
  }
})
