import { expect, test } from 'vitest'
import type { Run } from '../../../src/sandbox/in-process/run.js'
import { Runs } from '../../../src/sandbox/in-process/runs.js'

/** Writes down what it hears, and leaves as a run does when it ends. */
function run(runs: Runs, name: string, deadline: number, heard: string[]): Run {
  const end = (how: string) => (): void => {
    heard.push(`${name} ${how}`)
    runs.delete(each)
  }
  const each = { deadline, deadlineReached: end('late'), ended: end('ended'), stop: end('stopped') } as unknown as Run
  runs.add(each)
  return each
}

function three(): { readonly runs: Runs; readonly heard: string[] } {
  const [runs, heard] = [new Runs(), [] as string[]]
  for (const [name, deadline] of Object.entries({ one: 100, two: 200, three: 100 })) run(runs, name, deadline, heard)
  return { runs, heard }
}

test('runs end each at its own deadline, and all with the process', () => {
  const { runs, heard } = three()
  expect([runs.due(99), runs.due(100)]).toEqual([false, true])
  runs.expire(100)
  expect(heard).toEqual(['one late', 'three late'])
  expect([runs.due(199), runs.none]).toEqual([false, false])
  runs.ended({ exit: { code: 0 } })
  expect([heard.at(-1), runs.none]).toEqual(['two ended', true])
})

test('runs are all stopped, though each leaves meanwhile', () => {
  const { runs, heard } = three()
  runs.stop()
  expect(heard).toEqual(['one stopped', 'two stopped', 'three stopped'])
})
