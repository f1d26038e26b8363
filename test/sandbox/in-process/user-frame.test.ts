import { describe, expect, test } from 'vitest'
import { userFrame } from '../../../src/sandbox/in-process/user-frame.js'

const ROOT = '/home/user/project'

function frame(...lines: string[]): string | undefined {
  const error = new Error('here')
  error.stack = ['Error: here', ...lines.map((line) => `    at ${line}`)].join('\n')
  return userFrame(error, ROOT)
}

describe('userFrame()', () => {
  test.each([
    ['load (/home/user/project/src/orders.ts:5:11)', 'src/orders.ts:5:11'],
    ['/home/user/project/src/orders.ts:5:11', 'src/orders.ts:5:11'],
    ['async load (file:///home/user/project/src/orders.ts:5:11)', 'src/orders.ts:5:11'],
    ['load (/elsewhere/orders.ts:5:11)', '/elsewhere/orders.ts:5:11'],
    ['load (C:\\project\\src\\orders.ts:5:11)', 'C:\\project\\src\\orders.ts:5:11'],
  ])('reads %s as %s', (line, expected) => {
    expect(frame(line)).toBe(expected)
  })

  test('passes over Node.js and packages, to the code of the user that called them', () => {
    expect(
      frame(
        'setTimeout (node:timers:10:3)',
        'sleep (/home/user/project/node_modules/helper/index.js:3:1)',
        'load (/home/user/project/src/orders.ts:5:11)',
        'main (/home/user/project/src/main.ts:1:1)',
      ),
    ).toBe('src/orders.ts:5:11')
  })

  test('finds nothing where there is none', () => {
    expect(frame('setTimeout (node:timers:10:3)', 'new Promise (<anonymous>)')).toBeUndefined()
    expect(frame()).toBeUndefined()
    const bare = new Error('bare')
    delete (bare as { stack?: string }).stack
    expect(userFrame(bare, ROOT)).toBeUndefined()
  })
})
