import { expect, test } from 'vitest'
import { Environment, type Request } from '../../src/environment/environment.js'
import type { Connections } from '../../src/record/connection.js'
import { answered, FakeSandbox, FakeTime, ready, spec } from './sandbox.js'

const REQUEST: Request = { requestId: '8c8f0f5e-6a3d-4f0b-9d0e-4a5f0e6c1a2b', event: '{}', functionArn: 'arn:orders' }
const connections: Connections = { opened: [{ target: '127.0.0.1:5432' }], reused: [], stale: [], blocked: [] }

test('a frozen environment loses its peers, and the record says so where it froze [FRZ-9]', async () => {
  const time = new FakeTime()
  const sandbox = new FakeSandbox(time)
  const environment = new Environment(spec(time), sandbox)
  await environment.invoke(REQUEST)
  time.now += 600_000
  await environment.disconnect('reset')
  const [next, later] = [await environment.invoke(REQUEST), await environment.invoke(REQUEST)]
  expect(sandbox.asked).toContain('disconnect: reset')
  expect(next.record.phases[0]).toMatchObject({ phase: 'freeze', durationMs: 600_000, connections: 'reset' })
  expect(later.record.phases.map((phase) => 'connections' in phase)).not.toContain(true)
})

test('peers lost without any time passing are a freeze too', async () => {
  const time = new FakeTime()
  const environment = new Environment(spec(time), new FakeSandbox(time))
  await environment.invoke(REQUEST)
  await environment.disconnect('closed')
  const { record } = await environment.invoke(REQUEST)
  expect(record.phases[0]).toMatchObject({ phase: 'freeze', durationMs: 0, connections: 'closed' })
})

test('an environment that is not frozen has no peers to lose', async () => {
  const time = new FakeTime()
  const sandbox = new FakeSandbox(time)
  const environment = new Environment(spec(time), sandbox)
  await environment.disconnect('reset')
  await environment.invoke(REQUEST)
  await environment.shutDown()
  await environment.disconnect('reset')
  expect(sandbox.asked).not.toContain('disconnect: reset')
})

test('what an invocation did with connections is in its record, and nothing is said as nothing', async () => {
  const time = new FakeTime()
  const delivery = { end: { ...(answered.end as object), connections } } as typeof answered
  const environment = new Environment(spec(time), new FakeSandbox(time, [ready], [delivery, answered]))
  expect((await environment.invoke(REQUEST)).record.connections).toBe(connections)
  expect((await environment.invoke(REQUEST)).record.connections).toEqual({
    opened: [],
    reused: [],
    stale: [],
    blocked: [],
  })
})

test('what a failed Init did with connections is in the record of its invocation', async () => {
  const time = new FakeTime()
  const failed = { end: { kind: 'failed', exit: { code: 1 }, connections } } as const
  const environment = new Environment(spec(time), new FakeSandbox(time, [failed]))
  expect((await environment.invoke(REQUEST)).record.connections).toBe(connections)
})
