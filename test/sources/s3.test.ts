// Tests of `sources.s3`: which objects the function is told of, and how.

import { describe, expect, test } from 'vitest'
import { type S3Options, s3Source } from '../../src/sources/s3.js'
import { FakeTarget } from './fake-target.js'

describe('sources.s3()', () => {
  test('tells of each object by an event of its own, at the time of the test [EV-1, EV-4]', async () => {
    const target = new FakeTarget()
    const bucket = s3Source(target, { bucket: 'photos' })
    bucket.put('my cats/tom & co.jpg', { size: 2048, eTag: 'abc', versionId: 'v1' })
    bucket.delete('old.jpg', { versionId: 'v0' })
    expect(target.queued).toHaveLength(2)
    const [put, removal] = await bucket.settled()
    expect(put?.event.Records).toEqual([
      expect.objectContaining({
        eventName: 'ObjectCreated:Put',
        eventTime: '2026-01-01T00:00:00.000Z',
        s3: expect.objectContaining({
          bucket: expect.objectContaining({ name: 'photos', arn: 'arn:aws:s3:::photos' }),
          object: {
            key: 'my+cats/tom+%26+co.jpg',
            size: 2048,
            eTag: 'abc',
            versionId: 'v1',
            sequencer: '019B76DAA800000000',
          },
        }),
      }),
    ])
    expect(removal?.event.Records[0]?.s3.object).toEqual({
      key: 'old.jpg',
      versionId: 'v0',
      sequencer: '019B76DAA800000001',
    })
  })

  test.each<[S3Options, readonly string[]]>([
    [{}, ['in/a.jpg', 'in/b.png', 'out/a.jpg', 'copy.jpg', 'gone.jpg', 'marked.jpg']],
    [{ events: ['s3:ObjectCreated:*'] }, ['in/a.jpg', 'in/b.png', 'out/a.jpg', 'copy.jpg']],
    [{ events: ['s3:ObjectCreated:Copy', 's3:ObjectRemoved:Delete'] }, ['copy.jpg', 'gone.jpg']],
    [{ events: [] }, []],
    [{ filter: { prefix: 'in/' } }, ['in/a.jpg', 'in/b.png']],
    [{ filter: { prefix: 'in/', suffix: '.jpg' } }, ['in/a.jpg']],
  ])('with %j tells of %j', async (options, expected) => {
    const bucket = s3Source(new FakeTarget(), options)
    for (const key of ['in/a.jpg', 'in/b.png', 'out/a.jpg']) bucket.put(key)
    bucket.put('copy.jpg', { eventName: 'ObjectCreated:Copy' })
    bucket.delete('gone.jpg')
    bucket.delete('marked.jpg', { eventName: 'ObjectRemoved:DeleteMarkerCreated' })
    const told = (await bucket.settled()).map(({ event }) => event.Records[0]?.s3.object.key)
    expect(told).toEqual(expected)
    expect(bucket.filtered).toHaveLength(6 - expected.length)
  })

  test.each<[unknown, string]>([
    [{ bucketName: 'photos' }, 'sources.s3(): bucketName is not a key here: did you mean bucket?'],
    [
      { bucket: 'My Photos' },
      "sources.s3(): bucket is 'My Photos': it takes 3 to 63 lower-case letters, digits, . and -.",
    ],
    [
      { events: ['ObjectCreated:Put'] },
      "sources.s3(): events[0] is 'ObjectCreated:Put': it takes 's3:ObjectCreated:*' or 's3:ObjectCreated:Put' or 's3:ObjectCreated:Post' or 's3:ObjectCreated:Copy' or 's3:ObjectCreated:CompleteMultipartUpload' or 's3:ObjectRemoved:*' or 's3:ObjectRemoved:Delete' or 's3:ObjectRemoved:DeleteMarkerCreated'; did you mean 's3:ObjectCreated:Put'?",
    ],
  ])('refuses %j', (options, message) => {
    expect(() => s3Source(new FakeTarget(), options as S3Options)).toThrow(new TypeError(message))
  })

  test.each([[undefined], [''], ['é'.repeat(513)]])('refuses %o, which is no key of an object', (key) => {
    const bucket = s3Source(new FakeTarget())
    expect(() => bucket.put(key as string)).toThrow(
      /^bucket\.put\(\): the key is .+: it takes text of 1 to 1024 bytes\.$/,
    )
    expect(() => bucket.delete(key as string)).toThrow(/^bucket\.delete\(\): the key is /)
  })

  test('refuses what is no object', () => {
    const bucket = s3Source(new FakeTarget())
    expect(() => bucket.put('a', { length: 1 } as never)).toThrow(
      new TypeError('bucket.put(): unknown key "length" in the input. It takes: size, eTag, versionId, eventName.'),
    )
    expect(() => bucket.put('a', { eventName: 'ObjectRemoved:Delete' as never })).toThrow(
      'bucket.put(): eventName is "ObjectRemoved:Delete" (a string), where "ObjectCreated:Put", "ObjectCreated:Post", "ObjectCreated:Copy" or "ObjectCreated:CompleteMultipartUpload" is expected.',
    )
  })
})
