import { describe, expect, test } from 'vitest'
import { explainNotCode } from '../../src/function/not-code.js'

const answer = (): void => {}
const load = (): void => {}

describe('the explanation', () => {
  const write =
    "pass a loader, () => import('./orders.js'), a handler string, 'src/orders.handler', or the handler function."
  const loaded = Object.defineProperty({ handler: answer, other: 1 }, Symbol.toStringTag, { value: 'Module' })

  test.each([
    [undefined, `received undefined. Is the export's name right, or do modules import each other? Else ${write}`],
    [
      Promise.resolve({}),
      "received a promise: its module is loaded once and for all. Pass () => import('./orders.js'), not import('./orders.js').",
    ],
    [42, `received 42 (a number). Instead ${write}`],
    [null, `received null. Instead ${write}`],
    [['handler'], `received [ 'handler' ] (an array). Instead ${write}`],
    [{ timeout: 3 }, `received { timeout: 3 } (an object). Instead ${write}`],
    [
      loaded,
      "received a module that is already loaded with handler. Pass () => import('./orders.js'), so that every cold start evaluates the module anew, or only the function, its handler.",
    ],
    [
      { load, handler: answer },
      "received an object with load, handler. Pass () => import('./orders.js'), so that every cold start evaluates the module anew, or only the function, its handler.",
    ],
    [
      { get: answer },
      "received an object with get. Pass () => import('./orders.js'), so that every cold start evaluates the module anew, or only the function, its get.",
    ],
  ])('of %o says what it is and what to write', (value, message) => {
    expect(explainNotCode(value)).toBe(message)
  })
})
