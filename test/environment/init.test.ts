import { describe, expect, test } from 'vitest'
import { aheadLimitMs, startSandbox } from '../../src/environment/init.js'
import { environment, FakeSandbox, FakeTime, spec, STARTS_AT } from './sandbox.js'

test.each([
  [3_000, 130_000],
  [130_000, 130_000],
  [900_000, 900_000],
])('with a timeout of %d ms, Init ahead of any request may take %d ms [INIT-3]', (timeoutMs, limit) => {
  expect(aheadLimitMs(timeoutMs)).toBe(limit)
})

describe('a sandbox that is started', () => {
  const time = new FakeTime()
  const plan = { ...spec(time).plan, startsAt: STARTS_AT, deadline: STARTS_AT + 10_000 }

  test('tells how Init went, and leaves its environment alone', async () => {
    const sandbox = new FakeSandbox(time)
    const subject = environment(time, sandbox)
    const outcome = await startSandbox(subject, sandbox, plan, () => {})
    expect(outcome).toEqual({ kind: 'ready', sharedModules: [], endedAt: STARTS_AT })
    expect([subject.phase, ...sandbox.asked]).toEqual(['new', 'start'])
  })

  test('and cannot run the function at all ends its environment, and rejects with the reason', async () => {
    const sandbox = new FakeSandbox(time)
    const reason = new Error('the module of setup has failed')
    sandbox.start = () => Promise.reject(reason)
    const subject = environment(time, sandbox)
    await expect(startSandbox(subject, sandbox, plan, () => {})).rejects.toBe(reason)
    expect([subject.phase, ...sandbox.asked]).toEqual(['shutdown', 'stop: shutdown'])
  })
})
