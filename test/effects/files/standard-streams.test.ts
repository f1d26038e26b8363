import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
})

/** An environment that notes down what is written to its log. */
function noting(): { readonly environment: ReturnType<typeof createEnvironment>; readonly log: string[] } {
  const log: string[] = []
  const print = (stream: string, bytes: Uint8Array): void => void log.push(`${stream}: ${Buffer.from(bytes)}`)
  return { environment: createEnvironment({ print }), log }
}

describe('the descriptors of stdout and stderr', () => {
  test('lead to the log of the environment, in every form of write [LOG-15]', async () => {
    const { environment, log } = noting()
    await inside(environment, async () => {
      expect(fs.writeSync(1, 'text')).toBe(4)
      expect(fs.writeSync(2, 'c2nDpA==', null, 'base64')).toBe(4)
      expect(fs.writeSync(1, Buffer.from('--bytes--'), 2, 5)).toBe(5)
      // The types of Node.js 24 do not know of it yet.
      expect(Reflect.apply(fs.writeSync, fs, [1, Buffer.from('--bytes--'), { offset: 2 }])).toBe(7)
      expect(fs.writevSync(1, [Buffer.from('in '), Buffer.from('parts')])).toBe(8)
      expect(await calledBack('write', 1, 'later')).toEqual([null, 5, 'later'])
      fs.writeFileSync(2, 'whole')
      fs.appendFileSync(1, 'more')
    })
    expect(log).toEqual([
      'stdout: text',
      'stderr: siä',
      'stdout: bytes',
      'stdout: bytes--',
      'stdout: in parts',
      'stdout: later',
      'stderr: whole',
      'stdout: more',
    ])
  })

  test('lead there from a stream, too', async () => {
    const { environment, log } = noting()
    await inside(environment, async () => {
      const stream = fs.createWriteStream('', { fd: 1, autoClose: false })
      await new Promise((resolve) => stream.write('streamed', resolve))
    })
    expect(log).toEqual(['stdout: streamed'])
  })

  test('refuse what Node.js refuses', () => {
    const { environment, log } = noting()
    inside(environment, () => {
      expect(() => fs.writeSync(1, Buffer.from('x'), 0, 2)).toThrow(
        expect.objectContaining({ code: 'ERR_OUT_OF_RANGE' }),
      )
      expect(() => fs.writeSync(1, 5 as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }))
      expect(() => fs.writevSync(1, ['x'] as never)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }))
    })
    expect(log).toEqual([])
  })
})
