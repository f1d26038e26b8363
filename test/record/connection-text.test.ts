import { describe, expect, test } from 'vitest'
import { connectionLines, listConnections } from '../../src/record/connection-text.js'

const one = { target: '127.0.0.1:5432', at: 'src/db.ts:12:20' }
const other = { target: '/run/cache.sock' }

describe('listConnections', () => {
  test('says none, one, or how many and which', () => {
    expect(listConnections([])).toBe('none')
    expect(listConnections([one])).toBe('127.0.0.1:5432 (src/db.ts:12:20)')
    expect(listConnections([other, one])).toBe('2: /run/cache.sock, 127.0.0.1:5432 (src/db.ts:12:20)')
  })

  test('counts what is beyond the first five', () => {
    const text = listConnections(Array.from({ length: 12 }, () => other))
    expect(text).toBe(`12: ${Array(5).fill('/run/cache.sock').join(', ')} and 7 more`)
  })
})

describe('connectionLines', () => {
  test('has a line for each kind of thing that was done', () => {
    expect(connectionLines({ opened: [], reused: [], stale: [], blocked: [] })).toEqual([])
    expect(connectionLines({ opened: [one], reused: [other], stale: [one, other], blocked: [] })).toEqual([
      'found gone 2: 127.0.0.1:5432 (src/db.ts:12:20), /run/cache.sock',
      'reused /run/cache.sock',
      'opened 127.0.0.1:5432 (src/db.ts:12:20)',
    ])
  })

  test('has a line for each place whose connection was blocked, however often its client tried', () => {
    const blocked = [one, other, one, one]
    expect(connectionLines({ opened: [], reused: [], stale: [], blocked })).toEqual([
      'blocked 127.0.0.1:5432 (src/db.ts:12:20), 3 times',
      'blocked /run/cache.sock',
    ])
  })
})
