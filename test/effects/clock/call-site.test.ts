import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { calledByNode, CallSite, inSource } from '../../../src/effects/clock/call-site.js'

function facade(): CallSite {
  return new CallSite(facade)
}

function userFunction(): CallSite {
  return facade()
}

function deep(levels: number): CallSite {
  return levels === 0 ? facade() : deep(levels - 1)
}

describe('CallSite', () => {
  test('begins at the code that called the facade', () => {
    expect(userFunction().frames[0]?.getFunctionName()).toBe('userFunction')
  })

  test('gives its frames as they are in the code that ran, the same each time', () => {
    const site = userFunction()
    expect(site.frames).toBe(site.frames)
  })

  test('keeps the eight frames nearest to the timer', () => {
    expect(deep(20).frames).toHaveLength(8)
  })

  test('leaves Error.stackTraceLimit as it was', () => {
    const before = Error.stackTraceLimit
    userFunction()
    expect(Error.stackTraceLimit).toBe(before)
  })

  test('formats nothing until it is asked for text', () => {
    const { prepareStackTrace } = Error
    let formatted = 0
    let beforeReading: number | undefined
    try {
      Error.prepareStackTrace = () => `formatted ${++formatted}`
      const site = userFunction()
      beforeReading = formatted
      expect(inSource(site.frames)).toBe('formatted 1')
    } finally {
      Error.prepareStackTrace = prepareStackTrace
    }
    expect(beforeReading).toBe(0)
  })
})

describe('inSource()', () => {
  test('shows frames in the source, as whoever maps stacks to it does', () => {
    const [head, first] = inSource(userFunction().frames).split('\n')
    expect(head).toMatch(/^Error(: )?$/)
    expect(first).toMatch(/^ {4}at userFunction \(.*call-site\.test\.ts:\d+:\d+\)$/)
  })

  test('is readable whatever the function has put in the place of prepareStackTrace', () => {
    const { prepareStackTrace } = Error
    const { frames } = userFunction()
    try {
      Error.prepareStackTrace = () => 17
      expect(inSource(frames)).toMatch(/^Error\n {4}at userFunction \(/)
      Error.prepareStackTrace = () => {
        throw new Error('of the user')
      }
      expect(inSource(frames)).toMatch(/^Error\n {4}at userFunction \(/)
    } finally {
      Error.prepareStackTrace = prepareStackTrace
    }
  })
})

function ask(): boolean {
  return calledByNode(ask)
}

describe('calledByNode', () => {
  test('is false for code of the user', () => {
    expect(ask()).toBe(false)
  })

  test('is false where the facade itself is the callback of a promise', async () => {
    expect(await Promise.resolve().then(ask)).toBe(false)
  })

  test('is true when a file of Node itself is the direct caller', () => {
    const emitter = new EventEmitter()
    const answers: boolean[] = []
    const listener = (): void => void answers.push(calledByNode(listener))
    emitter.on('event', listener)
    emitter.emit('event')
    expect(answers).toEqual([true])
  })

  test('is false when Node calls the user, who calls the facade', () => {
    const emitter = new EventEmitter()
    const answers: boolean[] = []
    emitter.on('event', () => answers.push(ask()))
    emitter.emit('event')
    expect(answers).toEqual([false])
  })

  test('leaves Error.prepareStackTrace and Error.stackTraceLimit as they were', () => {
    const before = [Error.prepareStackTrace, Error.stackTraceLimit]
    ask()
    expect([Error.prepareStackTrace, Error.stackTraceLimit]).toEqual(before)
  })
})
