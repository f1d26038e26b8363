import { expect, test, vi } from 'vitest'
import { ComparedScope } from '../../../src/vitest/worker/compared-scope.js'
import { Scope, type TestEnd } from '../../../src/vitest/worker/scope.js'

const faultOf = (scope: Scope, end: TestEnd = {}): Promise<unknown> =>
  scope.end(end).then(
    () => undefined,
    (fault: unknown) => fault,
  )

test('the environments of a comparison have a time of their own', async () => {
  const owner = new Scope('the test', () => {
    throw new Error('the time of the test is not asked for')
  })
  const scope = new ComparedScope(owner, 5_000, new Set())
  scope.timeline.advance(1_000)
  expect(scope.timeline.now).toBe(6_000)
  expect(scope.name).toBe('the test')
})

test('a fault of several environments of a comparison fails their test once, and none of them', async () => {
  const [owner, heard] = [new Scope('the test'), new Set<string>()]
  const fault = new Error('left behind')
  for (const error of [fault, new Error('left behind')]) {
    const scope = new ComparedScope(owner, 0, heard)
    scope.fail(error)
    expect(await faultOf(scope)).toBeUndefined()
  }
  expect(await faultOf(owner)).toBe(fault)
})

test('what is to be seen by the end of the test is its own, not that of one environment', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const owner = new Scope('the test')
  const scope = new ComparedScope(owner, 0, new Set())
  const [unseen, seen] = [new Error('unseen'), new Error('seen')]
  scope.failUnlessSeen(unseen)
  scope.failUnlessSeen(seen)()
  scope.warnUnlessSeen(new Error('a word'))
  expect(await faultOf(scope)).toBeUndefined()
  expect(warn).not.toHaveBeenCalled()
  expect(await faultOf(owner)).toBe(unseen)
  expect(warn.mock.calls).toEqual([['vitest-lambda: a word']])
  warn.mockRestore()
})

test('what was in flight explains a test that timed out', async () => {
  const owner = new Scope('the test')
  const reason = new Error('stopped')
  new ComparedScope(owner, 0, new Set()).interrupted(reason)
  expect(await faultOf(owner, { timedOutAfterMs: 500 })).toBe(reason)
})

test('what explains a test that failed is told by the test', async () => {
  const owner = new Scope('the test')
  const [told, forgotten] = [new Error('read'), new Error('asserted since')]
  const scope = new ComparedScope(owner, 0, new Set())
  scope.explain(told)
  scope.explain(forgotten)()
  expect(await faultOf(scope, { failed: true })).toBeUndefined()
  expect(await faultOf(owner, { failed: true })).toBe(told)
})

test('a note is told with what the test fails with', async () => {
  const owner = new Scope('the test')
  const note = new Error('a note')
  const scope = new ComparedScope(owner, 0, new Set())
  scope.note(note)
  expect(await faultOf(scope, { failed: true })).toBeUndefined()
  expect(await faultOf(owner, { failed: true })).toBe(note)
})
