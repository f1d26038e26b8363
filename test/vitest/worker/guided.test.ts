import { expect, test } from 'vitest'
import { guided } from '../../../src/vitest/worker/guided.js'

test('an error says what happened and what to do, and points into the user’s code alone', () => {
  const error = guided('SomeError', 'What happened', 'What to do.', [
    'TypeError: boom',
    '    at handler (/src/a.ts:1:2)',
  ])
  expect(error).toBeInstanceOf(Error)
  expect(error.name).toBe('SomeError')
  expect(error.message).toBe('What happened\n\nWhat to do.')
  expect(error.stack).toBe('SomeError: What happened\n\nWhat to do.\n    at handler (/src/a.ts:1:2)')
})
