// Tests of events of one source with a record for each input.

import { expect, test } from 'vitest'
import type { BatchInput } from '../../src/events/batch.js'
import { type Envelope, envelopeOf } from '../../src/events/envelope.js'
import { ORIGIN_KINDS } from '../../src/events/origin.js'

interface Rec {
  readonly name: string
  readonly seen: string
  readonly more?: object
}
interface Input extends BatchInput<Rec> {
  readonly name?: string | undefined
  readonly stream?: string | undefined
}

function read(input?: Input | readonly Input[]): Envelope<Input, Rec> {
  const kinds = { name: 'string', stream: 'string', record: 'object', ...ORIGIN_KINDS } as const
  const shared = ['stream', 'region', 'accountId'] as const
  return envelopeOf({ where: 'events.x', input, kinds, shared }, ({ name = 'none', stream }, { index, origin }) => ({
    name,
    seen: `${index} ${stream ?? 'no stream'} ${origin.region} ${origin.time.getTime()}`,
  }))
}

test('no input is one default record', () => {
  expect(read().records).toEqual([{ name: 'none', seen: '0 no stream us-east-1 1767225600000' }])
})

test('what one input says of the source is true of all records, a time is that of its own', () => {
  const { source, origin, records } = read([{ time: 1 }, { stream: 's', time: 2 }, { region: 'eu-west-1', name: 'c' }])
  expect(source).toMatchObject({ stream: 's', region: 'eu-west-1' })
  expect(origin).toEqual({ region: 'eu-west-1', accountId: '123456789012', time: new Date(1) })
  expect(records).toEqual([
    { name: 'none', seen: '0 s eu-west-1 1' },
    { name: 'none', seen: '1 s eu-west-1 2' },
    { name: 'c', seen: '2 s eu-west-1 1767225600000' },
  ])
})

test('a record has its own overrides', () => {
  expect(read([{ record: { name: 'over', more: { a: 1 } } }, {}]).records.map(({ name }) => name)).toEqual([
    'over',
    'none',
  ])
})

test('inputs that agree about the source are one source', () => {
  expect(read([{ stream: 's' }, { stream: 's' }]).source.stream).toBe('s')
})

test('inputs that disagree about the source are refused', () => {
  expect(() => read([{ stream: 'a' }, {}, { stream: 'b' }])).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.x: stream is "a" (a string) in one input and "b" (a string) in another, and an event has one source. Give stream once, or make two events.]`,
  )
})

test('a mistake in an input says in which', () => {
  expect(() => read([{}, { time: 'soon' }])).toThrow('events.x (input 2 of 2): time is "soon"')
  expect(() => read([])).toThrow('events.x: the list of inputs is empty')
})
