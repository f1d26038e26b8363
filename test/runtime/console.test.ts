import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createConsoleFormat } from '../../src/runtime/console.js'
import type { LogLevel } from '../../src/sandbox/port.js'
import { BOTH_RULES } from './play.js'

const LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
const AT = { time: 0, requestId: 'id' }

describe('createConsoleFormat()', () => {
  test('writes in the format that was chosen', () => {
    const text = createConsoleFormat({ rules: 'nodejs24.x', format: 'Text' })
    const json = createConsoleFormat({ rules: 'nodejs24.x', format: 'JSON' })
    expect(text('INFO', ['x'], AT)?.line).toBe('1970-01-01T00:00:00.000Z\tid\tINFO\tx')
    expect(json('INFO', ['x'], AT)?.line).toBe(
      '{"timestamp":"1970-01-01T00:00:00.000Z","level":"INFO","requestId":"id","message":"x"}',
    )
  })

  test('writes every level when none is given [LOG-20]', () => {
    for (const rules of BOTH_RULES) {
      const write = createConsoleFormat({ rules, format: 'Text' })
      expect(LEVELS.map((level) => write(level, ['x'], AT)?.level)).toEqual(LEVELS)
    }
  })

  test('leaves out what is below the least level, in both formats [LOG-20]', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...LEVELS),
        fc.constantFrom(...LEVELS),
        fc.constantFrom('Text' as const, 'JSON' as const),
        fc.constantFrom(...BOTH_RULES),
        (least, level, format, rules) => {
          const entry = createConsoleFormat({ rules, format, level: least })(level, ['x'], AT)
          expect(entry === undefined).toBe(LEVELS.indexOf(level) < LEVELS.indexOf(least))
        },
      ),
    )
  })

  test('also leaves out the runtime’s own error lines below the level [LOG-20]', () => {
    const write = createConsoleFormat({ rules: 'nodejs24.x', format: 'JSON', level: 'FATAL' })
    expect(write('ERROR', [new Error('thrown')], AT)).toBeUndefined()
  })
})
