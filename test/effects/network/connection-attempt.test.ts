import { EventEmitter, once } from 'node:events'
import type { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { refuseAttempt } from '../../../src/effects/network/connection-attempt.js'

const refusal = new Error('refused')

class Handle {
  connect(): number {
    return -1
  }
}

function socketWith(handle: unknown): Socket & { destroyed: boolean } {
  const socket = Object.assign(new EventEmitter(), { _handle: handle, destroy: vi.fn() })
  socket.destroy.mockImplementation((error: Error) => socket.emit('error', error))
  return socket as unknown as Socket & { destroyed: boolean }
}

test('the handle of a refused attempt answers that it is under way, and the socket fails on the next tick', async () => {
  const handle = new Handle()
  const socket = socketWith(handle)
  refuseAttempt(socket, refusal)
  socket.emit('connectionAttempt', '192.0.2.1', 80, 4)
  expect((handle as unknown as { connect6: unknown }).connect6).toBe(handle.connect)
  expect(handle.connect()).toBe(0)
  expect(socket.destroy).not.toHaveBeenCalled()
  expect(await once(socket, 'error')).toEqual([refusal])
})

test('a handle that somebody has taken over is left to them', () => {
  const connect = vi.fn()
  const socket = socketWith({ connect })
  refuseAttempt(socket, refusal)
  socket.emit('connectionAttempt', '192.0.2.1', 80, 4)
  expect((socket as unknown as { _handle: Handle })._handle.connect).toBe(connect)
})

test('a socket without a handle is destroyed at once', () => {
  const socket = socketWith(undefined)
  socket.on('error', () => undefined)
  refuseAttempt(socket, refusal)
  socket.emit('connectionAttempt', '192.0.2.1', 80, 4)
  expect(socket.destroy).toHaveBeenCalledWith(refusal)
})
