import { beforeAll, describe, expect, test } from 'vitest'
import { inScope, Scope } from '../../../src/vitest/worker/scope.js'
import { cancelSuites, endSuites, suiteScope, suiteTimeline } from '../../../src/vitest/worker/suite-scope.js'
import { worker } from '../../../src/vitest/worker/worker.js'

const ended: string[] = []

function withEnding(scope: Scope, name: string): Scope {
  scope.add({ end: async () => void ended.push(name) })
  return scope
}

describe('a suite scope', { shuffle: false }, () => {
  let inHook: Scope
  let inTest: Scope

  describe('of a describe', () => {
    const declared = withEnding(suiteScope()(), 'declared')

    beforeAll(() => {
      inHook = withEnding(suiteScope()(), 'in a hook')
    })

    test('is open while its tests run, and so is one that is made in beforeAll', () => {
      expect([declared.over, inHook.over]).toEqual([false, false])
    })

    test('shares its time with the others of the file, which begins when it is first looked at', () => {
      expect(suiteTimeline()).toBeUndefined()
      const { timeline } = declared
      expect(inHook.timeline).toBe(timeline)
      expect(suiteTimeline()).toBe(timeline)
    })

    test('is made inside a test, too, for what outlives that', () => {
      inTest = withEnding(suiteScope()(), 'in a test')
      expect(inTest.timeline).toBe(declared.timeline)
    })
  })

  test('has ended after the describe it was declared in', () => {
    expect(ended).toEqual(['declared'])
  })

  test('that is still open ends with the file, newest first, and the time with it', async () => {
    await endSuites()
    expect(ended).toEqual(['declared', 'in a test', 'in a hook'])
    expect([inHook.over, inTest.over]).toEqual([true, true])
    expect(suiteTimeline()).toBeUndefined()
    await endSuites()
  })

  describe('of a file in which a test was cancelled', () => {
    let declared: () => Scope
    const owing = { end: () => Promise.reject(new Error('events are queued')) }

    beforeAll(() => {
      declared = suiteScope()
    })

    test('ends without a word, and in the next file as ever', async () => {
      declared().add(owing)
      cancelSuites()
      await expect(endSuites()).resolves.toBeUndefined()
      declared().add(owing)
      await expect(endSuites()).rejects.toThrow('events are queued')
    })
  })

  describe('of what is declared in a module that several test files import', () => {
    let declared: () => Scope
    let inFirst: Scope

    beforeAll(() => {
      declared = suiteScope()
      inFirst = declared()
    })

    test('is one in a file, also when it is over', async () => {
      expect(declared()).toBe(inFirst)
      await inFirst.end()
      expect(declared()).toBe(inFirst)
    })

    test('is another one in the next file, which ends with that', async () => {
      await endSuites()
      const inSecond = declared()
      expect(inSecond).not.toBe(inFirst)
      expect(declared()).toBe(inSecond)
      expect(inSecond.over).toBe(false)
      await endSuites()
      expect(inSecond.over).toBe(true)
    })

    test('stays the one it was for a test of the file before, which has gone on', async () => {
      const late = new Scope('the test before')
      await late.end()
      const before = declared()
      await endSuites()
      expect(inScope(late, declared)).toBe(before)
      expect(declared()).not.toBe(before)
    })

    test('stays the one it was between files', async () => {
      const before = declared()
      await endSuites()
      worker().ready = false
      try {
        expect(declared()).toBe(before)
      } finally {
        worker().ready = true
      }
    })
  })
})
