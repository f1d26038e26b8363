import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLogLines, type LogLines } from '../../src/runtime/log-lines.js'

function texts(entries: ReturnType<LogLines['write']>): string[] {
  return entries.map(({ line }) => line)
}

describe('createLogLines()', () => {
  test('makes one entry of each line [LOG-15]', () => {
    expect(texts(createLogLines().write('one\ntwo\n\nfour\n'))).toEqual(['one', 'two', '', 'four'])
  })

  test('continues a line in the next write [LOG-15]', () => {
    const lines = createLogLines()
    expect(texts(lines.write('no newline'))).toEqual([])
    expect(texts(lines.write(', still none'))).toEqual([])
    expect(texts(lines.write('\nnext'))).toEqual(['no newline, still none'])
    expect(texts(lines.end())).toEqual(['next'])
  })

  test('ends with nothing after a whole line, and only once', () => {
    const lines = createLogLines()
    lines.write('whole\npart')
    expect(texts(lines.end())).toEqual(['part'])
    expect(lines.end()).toEqual([])
    expect(texts(lines.write('anew\n'))).toEqual(['anew'])
  })

  test('keeps streams apart', () => {
    const [out, err] = [createLogLines(), createLogLines()]
    out.write('out')
    expect(texts(err.write('err\n'))).toEqual(['err'])
    expect(texts(out.write('\n'))).toEqual(['out'])
  })

  test('reads a JSON line that came in pieces', () => {
    const lines = createLogLines()
    expect(lines.write('{"level":"WARN",')).toEqual([])
    expect(lines.write('"message":"x"}\n')).toEqual([
      { line: '{"level":"WARN","message":"x"}', source: 'application', level: 'WARN', message: 'x' },
    ])
  })

  test('gives the same lines however the text is cut', () => {
    const chunk = fc.string({ unit: fc.constantFrom('a', '\n', ' ', '{', '}', 'é'), maxLength: 6 })
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), (chunks) => {
        const pieces = createLogLines()
        const cut = [...chunks.flatMap((text) => texts(pieces.write(text))), ...texts(pieces.end())]
        const whole = createLogLines()
        expect(cut).toEqual([...texts(whole.write(chunks.join(''))), ...texts(whole.end())])
        expect(cut.join('\n')).toBe(chunks.join('').replace(/\n$/, ''))
      }),
    )
  })
})

test('a line that comes in very many pieces is one line, read in time [LOG-15]', () => {
  const lines = createLogLines()
  for (let piece = 0; piece < 100_000; piece++) lines.write('0123456789')
  expect(texts(lines.write('\n'))).toEqual(['0123456789'.repeat(100_000)])
})
