import { describe, expect, test } from 'vitest'
import { withPlaceAsFrame } from '../../src/record/frame.js'

const error = "SyntaxError: Unexpected identifier 'bar'"
const frame = '    at handler (/task/src/orders.cjs:1:9)'

describe('the place of CommonJS that cannot be parsed is the first frame', () => {
  test.each(['/task/src/a.cjs:3', String.raw`C:\task\src\a.cjs:3`, 'file:///task/src/a.cjs:3'])('of %s', (place) => {
    const shown = [place, 'const x = foo bar', '              ^^^', '']
    expect(withPlaceAsFrame([...shown, error, frame])).toEqual([error, `    at ${place}:15`, frame])
    expect(withPlaceAsFrame([...shown, error])).toEqual([error, `    at ${place}:15`])
  })

  test('at the beginning of a line that has nothing to underline', () => {
    const shown = ['/task/src/a.cjs:3', '', '', '', error]
    expect(withPlaceAsFrame(shown)).toEqual([error, '    at /task/src/a.cjs:3:1'])
  })
})

test.each([
  [[]],
  [['Error: connect ECONNREFUSED 127.0.0.1:8080', 'one', 'two', '', frame]],
  [['/task/src/a.cjs:3', frame]],
])('any other stack stays as it is: %o', (stack) => {
  expect(withPlaceAsFrame(stack)).toBe(stack)
})
