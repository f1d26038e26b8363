// A mock that waits stands where the test is: which call of the function is to be awaited is told beside it.

import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { withLambda } from 'vitest-lambda'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { Leak } from '../../src/record/leak.js'
import { lineAt } from '../sandbox/in-process/leaks/lines.js'

const client = new DynamoDBClient({})
const clients = mockClient(DynamoDBClient)
afterEach(() => clients.reset())
// The next file in this worker sends for real.
afterAll(() => clients.restore())

const command = new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } })
const waiting = (): Promise<object> => new Promise((resolve) => setTimeout(resolve, 30, {})) // waits

const save = vi.fn<() => Promise<object>>()
const store = { save: async (): Promise<object> => ({}) }

async function put(): Promise<void> {
  await client.send(command)
}

/** The marks of the lines where it was begun, and where it was called. */
const marks = ({ at = '', via = '' }: Leak): string[] =>
  [at, via].map((place) => (place === '' ? 'nowhere' : (/\/\/ (.*)$/.exec(lineAt(place))?.[1] ?? place)))

test.each<[string, () => Promise<void>]>([
  ['by way of a function of its own', async () => void put()], // by way of a function of its own
  ['of a command', async () => void client.send(command)], // of a command
  ['of a mocked function', async () => void save()], // of a mocked function
  ['of a spied method', async () => void store.save()], // of a spied method
])('a call without await, %s, is told where it stands', async (mark, handler) => {
  clients.on(PutItemCommand).callsFake(waiting)
  save.mockImplementation(waiting)
  vi.spyOn(store, 'save').mockImplementation(waiting)
  const lambda = withLambda(handler, { console: 'silent', leaks: 'on' })
  for (const _ of [1, 2, 3]) {
    const { record } = await lambda.invoke({})
    expect(record.leaks?.map(marks)).toEqual([['waits', mark]])
  }
})

test.each<[string, () => Promise<unknown>]>([
  ['by way of a function of its own', async () => put()],
  ['of a command', async () => client.send(command)],
  ['of a mocked function', async () => Promise.all([save(), save()])],
  ['of a spied method', async () => store.save().then(() => 'saved')],
])('an awaited call of a mock that waits, %s, is no leak', async (_, handler) => {
  clients.on(PutItemCommand).callsFake(waiting)
  save.mockImplementation(waiting)
  vi.spyOn(store, 'save').mockImplementation(waiting)
  const lambda = withLambda(handler, { console: 'silent', leaks: 'on' })
  expect(await lambda.invoke({})).not.toLeak()
  expect(await lambda.invoke({})).not.toLeak()
})

test.each<[string, () => Promise<unknown>]>([
  ['of a command', async () => void client.send(command)],
  ['of a mocked function', async () => void save()],
  ['of a spied method', async () => void store.save()],
])(
  'a call without await, %s, is no leak where the mock took its time and had ended before the answer',
  async (_, call) => {
    clients.on(PutItemCommand).callsFake(waiting)
    save.mockImplementation(async () => await waiting())
    vi.spyOn(store, 'save').mockImplementation(waiting)
    const handler = async (): Promise<void> => {
      await call()
      await waiting()
      await waiting()
    }
    const lambda = withLambda(handler, { console: 'silent', leaks: 'on' })
    expect(await lambda.invoke({})).not.toLeak()
    expect(await lambda.invoke({})).not.toLeak()
  },
)

test('of two calls of a mock the one without await is told', async () => {
  save.mockImplementation(waiting)
  const lambda = withLambda(
    async () => {
      void save() // left
      setTimeout(() => {}, 1)
      await store.save()
    },
    { console: 'silent', leaks: 'on' },
  )
  vi.spyOn(store, 'save').mockImplementation(async () => ({}))
  const { record } = await lambda.invoke({})
  expect(record.leaks?.map(marks)).toContainEqual(['waits', 'left'])
})
