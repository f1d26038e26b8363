import { expect, test, vi } from 'vitest'
import { createExit, end } from '../../../src/effects/exit/exit-state.js'
import { ExitMarker } from '../../../src/effects/exit/exit-marker.js'

test('a process ends once; whoever ends it again is stopped with how it ended first', () => {
  const onExit = vi.fn()
  const state = createExit({ onExit })
  expect(() => end(state, { code: 1 })).toThrow(ExitMarker)
  expect(() => end(state, { signal: 'SIGKILL' })).toThrow(expect.objectContaining({ exit: { code: 1 } }))
  expect([state.exited, onExit.mock.calls]).toEqual([{ code: 1 }, [[{ code: 1 }]]])
})

test('the exit is told before the code is stopped', () => {
  const order: string[] = []
  const state = createExit({ onExit: () => order.push('told') })
  expect(() => end(state, { code: 0 })).toThrow(ExitMarker)
  order.push('stopped')
  expect(order).toEqual(['told', 'stopped'])
})
