import { expect, test } from 'vitest'
import { type ConsoleOwner, createViews } from '../../../src/effects/console/console-view.js'

function owner(): ConsoleOwner & { readonly lines: unknown[][] } {
  const lines: unknown[][] = []
  return { lines, view: undefined, engine: undefined, write: (...line) => void lines.push(line) }
}

test('views share their functions and nothing else', () => {
  const viewOf = createViews(
    () => undefined,
    () => console,
  )
  const [a, b] = [owner(), owner()]
  expect(viewOf(a)).toBe(viewOf(a))
  expect(viewOf(a)).not.toBe(viewOf(b))
  expect(viewOf(a)['log']).toBe(viewOf(b)['log'])
  viewOf(a)['log'] = 'changed'
  expect(typeof viewOf(b)['log']).toBe('function')
})

test('a view has every method of a console, and Lambda adds fatal [LOG-14]', () => {
  const viewOf = createViews(
    () => undefined,
    () => console,
  )
  const functions = Object.entries(viewOf(owner())).filter(([, value]) => typeof value === 'function')
  expect(functions.map(([name]) => name)).toEqual(
    expect.arrayContaining(['assert', 'dir', 'error', 'fatal', 'group', 'log', 'table', 'timeEnd', 'trace', 'warn']),
  )
})

test("outside, a method calls the test's console as it is at that moment, and is silent where there is none", () => {
  let seen: unknown = undefined
  let outside: unknown = { warn: (text: string) => (seen = text) }
  const view = createViews(
    () => undefined,
    () => outside,
  )(owner())
  ;(view['warn'] as (text: string) => void)('heard')
  outside = undefined
  ;(view['warn'] as (text: string) => void)('nobody listens')
  expect(seen).toBe('heard')
})

test('the engine is made when one of its methods is first called', () => {
  const state = owner()
  const viewOf = createViews(
    () => state,
    () => console,
  )
  ;(viewOf(state)['log'] as (text: string) => void)('line')
  expect(state.engine).toBeUndefined()
  ;(viewOf(state)['count'] as () => void)()
  expect([state.engine === undefined, state.lines]).toEqual([
    false,
    [
      ['INFO', 'log', ['line']],
      ['INFO', 'log', ['default: 1']],
    ],
  ])
})
