import { expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

test('toReuseConnections looks at the connections that were reused', () => {
  const connection = { target: '127.0.0.1:5432' }
  const connections = { reused: [connection], opened: [], stale: [], blocked: [] }
  expect(answered(1, { ...warm, connections })).toReuseConnections(1)
  expect(answered(1, { ...warm, connections })).not.toReuseConnections(2)
})

test('toReuseConnections takes what invoke() resolves with', () => {
  expect(() => expect('text').toReuseConnections()).toThrow(
    'toReuseConnections() takes what invoke() resolves with, but received "text"',
  )
})
