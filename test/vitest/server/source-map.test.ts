import { describe, expect, test } from 'vitest'
import { withSourceMap } from '../../../src/vitest/server/source-map.js'

const map = { version: 3, sources: ['orders.ts'], names: [], mappings: ';AAAA' }
const comment = (json: object): string =>
  `//# source${'MappingURL'}=data:application/json;base64,${Buffer.from(JSON.stringify(json)).toString('base64')}`
const vites = `let a\n//# sourceURL=/app/a.ts\n//# sourceMappingSource=vite-generated\n${comment(map)}\n`
const whole = `let a\n//# sourceMappingSource=vite-generated\n${comment(map)}\n`

describe('code with its source map', () => {
  test('ends with it', () => {
    expect(withSourceMap('let a\n', map)).toBe(whole)
  })

  test('has it once, and no name, where Vite has put both there', () => {
    expect(withSourceMap(vites, map)).toBe(whole)
    expect(withSourceMap(whole, map)).toBe(whole)
  })

  test('has it also where Vitest has taken it out, and left the mark that says it is there', () => {
    expect(withSourceMap(vites.replace(comment(map), ''), map)).toBe(whole)
  })

  test('has no map of the file itself, by which Vite has gone', () => {
    const code = `let a\n${comment({ version: 3, sources: ['compiled.ts'], mappings: '' })}\n`
    expect(withSourceMap(code, map)).toBe(whole)
  })

  test.each([[undefined], [null], [{ mappings: '' }]])('is as it was where there is none: %j', (none) => {
    expect(withSourceMap('let a\n', none)).toBe('let a\n')
  })
})
