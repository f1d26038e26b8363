import { expect, test } from 'vitest'
import { Usage } from '../../../../src/sandbox/thread/inside/usage.js'

test('a thread tells of the CPU time since the last time, and of what its heap and its buffers take up', () => {
  const usage = new Usage(() => 0)
  const held = Buffer.alloc(64 * 1024 * 1024, 1)
  let sum = 0
  for (let i = 0; i < 3e7; i++) sum += i % 7
  const busy = usage.take()
  expect(sum).toBeGreaterThan(0)
  expect(busy.cpuMs).toBeGreaterThan(0)
  expect(busy.memoryBytes).toBeGreaterThan(held.length)
  expect(usage.take().cpuMs).toBeLessThan(busy.cpuMs)
})

test('what a thread does besides is none of the CPU time', () => {
  let besides = 0
  const usage = new Usage(() => besides)
  besides = 1e6
  expect(usage.take().cpuMs).toBe(0)
})
