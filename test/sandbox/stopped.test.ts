import { expect, test } from 'vitest'
import { StoppedError } from '../../src/sandbox/stopped.js'

test('StoppedError says what was waited for', () => {
  const error = new StoppedError(['a timer of 10 ms', 'fetch http://127.0.0.1:1/'])
  expect(error.waitingFor).toEqual(['a timer of 10 ms', 'fetch http://127.0.0.1:1/'])
  expect(String(error)).toBe(
    'StoppedError: stopped while it was waiting for a timer of 10 ms, fetch http://127.0.0.1:1/',
  )
  expect(String(new StoppedError([]))).toBe('StoppedError: stopped')
})
