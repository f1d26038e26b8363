// Tests of events with a record for each input.

import { expect, test } from 'vitest'
import { BATCH_KINDS, type BatchInput, batchOf } from '../../src/events/batch.js'
import { dynamodbInsert } from '../../src/events/dynamodb.js'
import { kinesis } from '../../src/events/kinesis.js'
import { s3Put } from '../../src/events/s3.js'
import { sqs } from '../../src/events/sqs.js'

interface Rec {
  id: string
  at?: number
  nested: { a: number; b: number }
}

interface Input extends BatchInput<Rec> {
  readonly id?: string
}

function build(input?: Input | readonly Input[], overrides?: { readonly Records?: Rec[] }): { Records: Rec[] } {
  const call = { where: 'events.x', input, kinds: { ...BATCH_KINDS, id: 'string' } as const, overrides }
  return batchOf<Input, Rec>(call, ({ id = 'default' }, { where, index, origin }) => ({
    id: `${id} ${index} ${where}`,
    at: origin.time.getTime(),
    nested: { a: 1, b: 2 },
  }))
}

test('each input has a record that knows its place, and when and where it happened', () => {
  expect(build([{ id: 'a', time: 1 }, { time: 2 }])).toEqual({
    Records: [
      { id: 'a 0 events.x (input 1 of 2)', at: 1, nested: { a: 1, b: 2 } },
      { id: 'default 1 events.x (input 2 of 2)', at: 2, nested: { a: 1, b: 2 } },
    ],
  })
})

test('no input is one record', () => {
  expect(build().Records).toHaveLength(1)
})

test('the overrides of a record lie over it alone, those of the event over everything', () => {
  const { Records } = build([{ record: { nested: { b: 3 }, at: undefined } }, {}])
  expect(Records.map(({ nested }) => nested)).toEqual([
    { a: 1, b: 3 },
    { a: 1, b: 2 },
  ])
  expect(Records[0]).not.toHaveProperty('at')
  expect(build([{}, {}], { Records: [] })).toEqual({ Records: [] })
})

test('a mistake that only the builder of records finds says in which input, too', () => {
  const bad = new Date(Number.NaN)
  expect(() => build([{}, { time: bad }])).toThrow('events.x (input 2 of 2): time is an object (Date)')
  expect(() => sqs([{}, { body: 1n }])).toThrow('events.sqs (input 2 of 2): body cannot be written as JSON')
  expect(() => kinesis([{ data: 1n }])).toThrow('events.kinesis (input 1 of 1): data cannot be written as JSON')
  expect(() => dynamodbInsert([{}, { newImage: { a: Symbol('x') } }])).toThrow(
    'events.dynamodb.insert (input 2 of 2): newImage.a is a symbol',
  )
  expect(() => s3Put([{ time: bad }, {}])).toThrow('events.s3.put (input 1 of 2): time is')
})
