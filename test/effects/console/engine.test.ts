import { expect, test } from 'vitest'
import { createEngine, ENGINE_METHODS } from '../../../src/effects/console/engine.js'

test("Node's methods print through what the view's log and warn are at that moment [LOG-14]", () => {
  const printed: unknown[][] = []
  const view: Record<string, unknown> = { log: (...args: unknown[]) => printed.push(['log', ...args]) }
  const engine = createEngine(view)
  engine.count('mine')
  view['log'] = (...args: unknown[]) => printed.push(['another log', ...args])
  view['warn'] = (...args: unknown[]) => printed.push(['warn', ...args])
  engine.table('no table')
  engine.assert(false, 'because %s', 1)
  expect(printed).toEqual([
    ['log', 'mine: 1'],
    ['another log', 'no table'],
    ['warn', 'Assertion failed: because %s', 1],
  ])
})

test('a view whose log is no function any more prints nothing', () => {
  const engine = createEngine({ log: undefined })
  expect(() => engine.count()).not.toThrow()
})

test('the engine has every method it is asked for', () => {
  const engine = createEngine({})
  expect(ENGINE_METHODS.filter((method) => typeof engine[method] !== 'function')).toEqual([])
})
