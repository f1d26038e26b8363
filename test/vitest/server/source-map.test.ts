import { describe, expect, test } from 'vitest'
import { withSourceMap } from '../../../src/vitest/server/source-map.js'

const map = { version: 3, sources: ['orders.ts'], names: [], mappings: ';AAAA' }
const comment = (json: object): string =>
  `//# source${'MappingURL'}=data:application/json;base64,${Buffer.from(JSON.stringify(json)).toString('base64')}`
const whole = `let a\n//# sourceURL=/app/a.ts\n//# sourceMappingSource=vite-generated\n${comment(map)}\n`

describe('code with its source map', () => {
  test('ends with it, by the name of the module', () => {
    expect(withSourceMap('let a\n', '/app/a.ts', map)).toBe(whole)
  })

  test('has the name of the module without blanks, at which V8 would end it', () => {
    expect(withSourceMap('let a', '/my app/a.ts', map)).toContain('//# sourceURL=/my%20app/a.ts\n')
  })

  test('has it once, where Vite has put it there', () => {
    expect(withSourceMap(whole, '/app/a.ts', map)).toBe(whole)
  })

  test('has it also where Vitest has taken it out, and left the mark that says it is there', () => {
    const robbed = whole.replace(comment(map), '')
    expect(withSourceMap(robbed, '/app/a.ts', map)).toContain(comment(map))
  })

  test('has no map of the file itself, by which Vite has gone', () => {
    const code = `let a\n${comment({ version: 3, sources: ['compiled.ts'], mappings: '' })}\n`
    expect(withSourceMap(code, '/app/a.ts', map)).toBe(whole)
  })

  test.each([[undefined], [null], [{ mappings: '' }]])('is as it was where there is none: %j', (none) => {
    expect(withSourceMap('let a\n', '/app/a.ts', none)).toBe('let a\n')
  })
})
