import { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { stopReading } from '../../../src/effects/connections/stop-reading.js'

test('the handle below the socket stops reading, and the socket does not know', () => {
  const readStop = vi.fn()
  const handle = { readStop, reading: true }
  stopReading({ _handle: handle } as unknown as Socket)
  expect(readStop.mock.contexts).toEqual([handle])
  expect(handle.reading).toBe(true)
})

test.each([[new Socket()], [{ _handle: null }], [{ _handle: {} }]])(
  'a socket without such a handle is left alone: %#',
  (socket) => {
    expect(() => stopReading(socket as Socket)).not.toThrow()
  },
)
