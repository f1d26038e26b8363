// Tests of what SQS takes as a message.

import { describe, expect, test } from 'vitest'
import type { SqsMessageInput } from '../../src/sources/sqs-message.js'
import { checkMessage } from '../../src/sources/sqs-message-check.js'
import { readSqsOptions } from '../../src/sources/sqs-options.js'
import { FakeTarget } from './fake-target.js'

const standard = readSqsOptions({}, new FakeTarget()).queue
const fifo = readSqsOptions({ queue: { fifo: true } }, new FakeTarget()).queue
const id128 = '!'.repeat(127) + '~'
const attributes = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, 'x']))

describe('checkMessage()', () => {
  test.each<[string, SqsMessageInput]>([
    ['1 MiB', { body: 'ä'.repeat(524_288) }],
    ['line breaks, tabs and emoji', { body: 'a\tb\r\n\u{1F600}\uFFFD' }],
    ['a value that is no text, as JSON', { body: { id: 1 } }],
    ['ten attributes', { body: 'a', attributes: attributes(10) }],
    ['attributes with dots in their names', { body: 'a', attributes: { 'x.y-z_1': 1, undefined: undefined } }],
    ['the longest group', { body: 'a', messageGroupId: id128 }],
    ['the longest delay', { body: 'a', delaySeconds: 900 }],
  ])('takes %s', (_what, message) => {
    const { body } = message
    expect(checkMessage('send()', message, standard)).toEqual({
      ...message,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  })

  test('counts the bytes of a binary attribute, and not their base64', () => {
    const message = { body: 'a', attributes: { bytes: new Uint8Array(1_048_576 - 'abytesBinary'.length) } }
    expect(() => checkMessage('send()', message, standard)).not.toThrow()
    expect(() => checkMessage('send()', { ...message, body: 'ab' }, standard)).toThrow('the message has 1048577 bytes')
  })

  test.each<[string, SqsMessageInput, string]>([
    ['undefined', { body: undefined }, 'body cannot be written as JSON'],
    ['an empty body', { body: '' }, 'body is empty, and SQS takes no message without a body.'],
    ['bytes', { body: new Uint8Array(1) }, 'body is bytes (a Uint8Array), but travels as text'],
    ['too much', { body: 'ä'.repeat(524_289) }, 'the message has 1048578 bytes, and SQS takes at most 1048576.'],
    [
      'a control character',
      { body: 'a\u0001' },
      'body has the character U+0001 at index 1, and SQS takes no control characters but tab, line feed and carriage return, and no half of a surrogate pair. Send such bytes as base64.',
    ],
    ['half an emoji', { body: '\uD83D' }, 'body has the character U+D83D at index 0'],
    [
      'another key',
      { body: 'a', groupId: 'g' } as never,
      'unknown key "groupId" in the input. Did you mean "messageGroupId"?',
    ],
    ['a long delay', { body: 'a', delaySeconds: 901 }, 'delaySeconds is 901: it takes 0 to 900.'],
    [
      'a deduplication id',
      { body: 'a', messageDeduplicationId: 'd' },
      'messageDeduplicationId is for FIFO queues: sources.sqs(…, { queue: { fifo: true } }).',
    ],
    [
      'a group without a name',
      { body: 'a', messageGroupId: '' },
      "messageGroupId is '': it takes 1 to 128 letters, digits and punctuation marks, no spaces.",
    ],
    ['a group with a space', { body: 'a', messageGroupId: 'x y' }, "messageGroupId is 'x y': it takes 1 to 128"],
    ['a group that is too long', { body: 'a', messageGroupId: `${id128}x` }, '…: it takes 1 to 128'],
    [
      'eleven attributes',
      { body: 'a', attributes: attributes(11) },
      'the message has 11 attributes, and SQS takes at most 10.',
    ],
    [
      'an attribute of no type',
      { body: 'a', attributes: { x: true as never } },
      'attributes.x is true (a boolean), where a string, a finite number, a bigint or a Uint8Array is expected.',
    ],
    [
      'an empty attribute',
      { body: 'a', attributes: { x: '' } },
      'attributes.x is empty, and SQS takes no attribute without a value.',
    ],
    [
      'a control character in an attribute',
      { body: 'a', attributes: { x: '\0' } },
      'attributes.x has the character U+0000 at index 0',
    ],
    ...['a b', 'AWS.x', 'amazon.x', '.a', 'a.', 'a..b', ''].map((name): [string, SqsMessageInput, string] => [
      `an attribute that is called '${name}'`,
      { body: 'a', attributes: { [name]: 1 } },
      `the name of attributes.${name} is '${name}': it takes 1 to 256 letters, digits, _, - and single dots between them, but neither AWS. nor Amazon. in front.`,
    ]),
  ])('refuses %s', (_what, message, problem) => {
    expect(() => checkMessage('send()', message, standard)).toThrow(
      expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(problem) }),
    )
  })

  test('refuses for a FIFO queue a delay of a single message, and a deduplication id that is none', () => {
    expect(() => checkMessage('send()', { body: 'a', delaySeconds: 1 }, fifo)).toThrow(
      new TypeError('send(): delaySeconds is for standard queues; a FIFO queue has one for all its messages.'),
    )
    expect(() => checkMessage('send()', { body: 'a', messageDeduplicationId: '' }, fifo)).toThrow(
      "send(): messageDeduplicationId is '': it takes 1 to 128 letters, digits and punctuation marks, no spaces.",
    )
  })
})
