import { describe, expect, test } from 'vitest'
import { stackLines } from '../../src/runtime/stack-lines.js'

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
