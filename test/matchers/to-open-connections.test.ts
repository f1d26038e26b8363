import { expect, test, vi } from 'vitest'
import { createMatchers } from '../../src/matchers/all.js'
import { answered, warm } from './result.js'

expect.extend(createMatchers({ isMockFunction: vi.isMockFunction }))

test('toOpenConnections looks at the connections that were opened', () => {
  const connection = { target: '127.0.0.1:5432' }
  const connections = { opened: [connection], reused: [], stale: [], blocked: [] }
  expect(answered(1, { ...warm, connections })).toOpenConnections(1)
  expect(answered(1, { ...warm, connections })).not.toOpenConnections(2)
})

test('toOpenConnections takes what invoke() resolves with', () => {
  expect(() => expect('text').toOpenConnections()).toThrow(
    'toOpenConnections() takes what invoke() resolves with, but received "text"',
  )
})
