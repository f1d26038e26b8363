import process from 'node:process'
import { AsyncLocalStorage } from 'node:async_hooks'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  createProcessEvents,
  processEventsEffect,
  type ProcessEventsState,
} from '../../../src/effects/process-events.js'
import { CaptureCallback } from '../../../src/effects/process-events/capture-callback.js'

const inside = new AsyncLocalStorage<ProcessEventsState>()
const boom = new Error('boom')

function environment(): { readonly state: ProcessEventsState; readonly crash: ReturnType<typeof vi.fn> } {
  const crash = vi.fn()
  onTestFinished(processEventsEffect.install(() => inside.getStore()))
  return { state: createProcessEvents({ onCrash: crash, warn: vi.fn(), runtimeListens: false }), crash }
}

describe('a function that captures uncaught exceptions', () => {
  test.each<[string, () => unknown]>([
    ['an exception on the next tick', () => process.nextTick(() => raise())],
    ['an exception in a microtask', () => queueMicrotask(() => raise())],
    ['a rejection that nobody handles', () => void Promise.reject(boom)],
  ])('has %s, and its process goes on', async (_name, fail) => {
    const { state, crash } = environment()
    const error = await new Promise((resolve) => {
      inside.run(state, () => {
        process.setUncaughtExceptionCaptureCallback(resolve)
        fail()
      })
    })
    expect(error).toBe(boom)
    expect(crash).not.toHaveBeenCalled()
  })

  test('captures nothing of the test, nor of another environment', () => {
    const { state } = environment()
    const other = createProcessEvents({ onCrash: vi.fn(), warn: vi.fn(), runtimeListens: false })
    inside.run(state, () => {
      process.setUncaughtExceptionCaptureCallback(() => undefined)
      expect(process.hasUncaughtExceptionCaptureCallback()).toBe(true)
    })
    inside.run(other, () => expect(process.hasUncaughtExceptionCaptureCallback()).toBe(false))
    expect(process.hasUncaughtExceptionCaptureCallback()).toBe(false)
  })

  test('crashes by what the callback itself throws', async () => {
    const { state, crash } = environment()
    inside.run(state, () => {
      process.setUncaughtExceptionCaptureCallback(() => raise())
      process.nextTick(() => raise())
    })
    await vi.waitFor(() => expect(crash).toHaveBeenCalledWith('uncaughtException', boom))
  })
})

describe('the callback', () => {
  test('can be taken away', () => {
    const capture = new CaptureCallback()
    const heard = vi.fn()
    capture.set(heard)
    expect(capture.take(boom)).toBe(true)
    capture.set(null)
    expect([capture.isSet, capture.take(boom), heard.mock.calls]).toEqual([false, false, [[boom]]])
  })

  test('is one, and a function', () => {
    const capture = new CaptureCallback()
    expect(() => capture.set('x')).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_TYPE' }))
    capture.set(() => undefined)
    const twice = expect.objectContaining({ code: 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET' })
    expect(() => capture.set(() => undefined)).toThrow(twice)
  })
})

function raise(): never {
  throw boom
}
