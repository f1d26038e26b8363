import { describe, expect, test } from 'vitest'
import { headed, stackLines } from '../../src/runtime/stack-lines.js'

const own = (file: string): string => new URL(`../../src/${file}`, import.meta.url).pathname
const mine = '    at handler (/project/src/orders.ts:3:9)'
const entered = `    at enter24 (${own('runtime/enter-handler.ts')}:60:41)`
const refused = `    at refuse (${own('effects/files/refusal.ts')}:9:1)`

describe('the lines of a stack', () => {
  test('end where the function was called from', () => {
    expect(stackLines(['TypeError: boom', mine, entered, '    at new Promise (<anonymous>)'].join('\n'))).toEqual([
      'TypeError: boom',
      mine,
    ])
  })

  test('begin at the function when an effect threw the error', () => {
    expect(stackLines(['Error: EROFS', refused, refused, mine, entered].join('\n'))).toEqual(['Error: EROFS', mine])
  })

  test('have the frames of Node that stand before a call that an effect passed on', () => {
    const [node, async] = [
      '    at Object.readFileSync (node:fs:441:20)',
      '    at async run (/project/test/orders.test.ts:4:2)',
    ]
    expect(stackLines(['Error: ENOENT', node, refused, mine, entered].join('\n'))).toEqual([
      'Error: ENOENT',
      node,
      mine,
    ])
    expect(stackLines(['Error: ENOENT', node, entered, async].join('\n'))).toEqual(['Error: ENOENT', node])
  })

  test('keep the fields of an error, and the stack of its cause', () => {
    const text = [
      'Error: outer',
      mine,
      entered,
      '    at node:internal/timers:1:2 {',
      "  code: 'E',",
      '  [cause]: Error: inner',
    ]
    expect(stackLines([...text, `  ${mine}`, `  ${entered}`, '}'].join('\n'))).toEqual([
      'Error: outer',
      `${mine} {`,
      "  code: 'E',",
      '  [cause]: Error: inner',
      `  ${mine}`,
      '}',
    ])
  })

  test('keep every line of the message', () => {
    expect(stackLines(['Error: one', 'two', mine].join('\n'))).toEqual(['Error: one', 'two', mine])
  })

  test('stay as they are without frames, and with none of this package', () => {
    expect(stackLines('Error: boom')).toEqual(['Error: boom'])
    expect(stackLines(`Error: boom\n${mine}`)).toEqual(['Error: boom', mine])
  })

  test('are the message alone when every frame is of this package', () => {
    expect(stackLines(['Error: boom', entered].join('\n'))).toEqual(['Error: boom'])
  })
})

describe('the first line of a stack', () => {
  const inNode = '    at node:internal/url:1:2'

  test.each([
    ['an error without a message', new Error(''), `Error: \n${mine}`, `Error\n${mine}`],
    ['one without a message or frames', new RangeError(''), 'RangeError: ', 'RangeError'],
    ['one without a name', renamed(''), `Error: m\n${mine}`, `m\n${mine}`],
    ['an error of Node', coded('ERR_X'), `Error: m\n${inNode}\n${mine}`, `Error [ERR_X]: m\n${inNode}\n${mine}`],
  ])('is what Node writes for %s', (_what, error, stack, headedStack) => {
    expect(headed(error, stack)).toBe(headedStack)
  })

  test.each([
    ['an error whose code is its own', coded('ERR_X'), `Error: m\n${mine}`],
    ['an error of the system', coded('ENOENT'), `Error: m\n${inNode}`],
    ['a stack of its own', new Error('m'), 'mine: all mine'],
    ['a message that begins with a newline', new Error('\nm'), `Error: \nm\n${mine}`],
    ['a name that is no text', Object.assign(new Error('m'), { name: null }), `Error: m\n${mine}`],
  ])('stays as it is for %s', (_what, error, stack) => {
    expect(headed(error as Error, stack)).toBe(stack)
  })
})

function renamed(name: string): Error {
  return Object.assign(new Error('m'), { name })
}

function coded(code: string): Error {
  return Object.assign(new Error('m'), { code })
}
