// Tests of the MD5 digests of SQS.

import type { SQSMessageAttribute } from 'aws-lambda'
import { expect, test } from 'vitest'
import { attributesDigest, bodyDigest } from '../../src/events/sqs-digest.js'

const text = (stringValue: string, dataType = 'String'): SQSMessageAttribute => ({ stringValue, dataType })

test('the digest of a body is the MD5 of its UTF-8 bytes', () => {
  expect(bodyDigest('')).toBe('d41d8cd98f00b204e9800998ecf8427e')
  // The body and digest of the sample event at https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
  expect(bodyDigest('Test message.')).toBe('e4e68fb7bd0e697a0ae8f1bb342846b3')
})

// Digests of the real service, which https://github.com/getmoto/moto pins in tests/test_sqs/test_sqs.py.
test.each([
  ['timestamp', '1493147359900', '235c5c510d26fb653d073faed50ae77c'],
  ['timestamp', '1493147359901', '994258b45346a2cc3f9cbb611aa7af30'],
  ['SOME_Valid.attribute-Name', '1493147359900', '36655e7e9d7c0e8479fa3f3f42247ae7'],
])('the digest of the number %s %s is the one SQS computes', (name, value, digest) => {
  expect(attributesDigest({ [name]: text(value, 'Number') })).toBe(digest)
})

test('the digest of attributes of all kinds is the one SQS computes', () => {
  const digest = attributesDigest({
    ccc: text('testjunk'),
    aaa: { binaryValue: 'AgME', dataType: 'Binary' },
    zzz: text('0230.01', 'Number'),
    öther_encodings: text('Tüst'),
  })
  expect(digest).toBe('8ae21a7957029ef04146b42aeaa18a22')
})

test('the order of attributes does not matter', () => {
  const a = text('1')
  const b = text('2')
  expect(attributesDigest({ a, b })).toBe(attributesDigest({ b, a }))
})

test('name, type, kind and value each change the digest', () => {
  const digests = [
    attributesDigest({ a: text('1') }),
    attributesDigest({ b: text('1') }),
    attributesDigest({ a: text('2') }),
    attributesDigest({ a: text('1', 'Number') }),
    attributesDigest({ a: { binaryValue: Buffer.from('1').toString('base64'), dataType: 'Binary' } }),
    attributesDigest({}),
  ]
  expect(new Set(digests).size).toBe(digests.length)
})

test('binary attributes are digested as bytes, not as base64', () => {
  const one = attributesDigest({ a: { binaryValue: 'AQ==', dataType: 'Binary' } })
  const same = attributesDigest({ a: { binaryValue: 'AQ', dataType: 'Binary' } })
  expect(one).toBe(same)
})
