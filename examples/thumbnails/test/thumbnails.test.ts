import { Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { sources, withLambda } from 'vitest-lambda'
import { beforeEach, expect, test } from 'vitest'

const s3 = mockClient(S3Client)
const thumbnails = withLambda(() => import('../src/thumbnails.js'))
const bucket = sources.s3(thumbnails, {
  bucket: 'album',
  events: ['s3:ObjectCreated:*'],
  filter: { prefix: 'photos/', suffix: '.pgm' },
})

/** 4 × 2 pixels: white, and black with some grey. */
const photo = Buffer.concat([Buffer.from('P5 4 2 255\n'), Buffer.from([255, 255, 0, 0, 255, 255, 0, 40])])

const body = (bytes: Uint8Array) => ({ Body: Readable.from([bytes]) as never })

beforeEach(() => {
  s3.reset()
})

// #region s3
test('a photo that was put gets a thumbnail, and leaves nothing in /tmp', async () => {
  s3.on(GetObjectCommand, { Bucket: 'album', Key: 'photos/my cat.pgm' }).callsFake(() => body(photo))

  bucket.put('photos/my cat.pgm', { size: photo.length })
  const [report] = await bucket.settled()

  expect(report?.attempts[0]).toReturn()
  expect(report?.attempts[0]?.record.tmp.files).toEqual({})
  expect(s3.commandCalls(PutObjectCommand)[0]?.args[0].input).toEqual({
    Bucket: 'album',
    Key: 'thumbnails/my cat.pgm',
    Body: Buffer.from('P5 2 1 255\n\xff\x0a', 'latin1'),
  })
})
// #endregion s3

test('a thumbnail gets no thumbnail: the function does not call itself again and again', async () => {
  bucket.put('thumbnails/my cat.pgm')

  expect(await bucket.settled()).toEqual([])
  expect(bucket.filtered).toHaveLength(1)
})

test('a photo that cannot be read yet is read a minute later', async () => {
  s3.on(GetObjectCommand)
    .rejectsOnce('slow down')
    .callsFake(() => body(photo))

  bucket.put('photos/cat.pgm')
  const [report] = await bucket.settled()

  expect(report).toHaveBeenAttempted(2)
  expect(report?.attempts[1]).toBeWarmStart()
  expect(s3.commandCalls(PutObjectCommand)).toHaveLength(1)
})

test('what is no image fails each attempt, and tidies up all the same', async () => {
  s3.on(GetObjectCommand).callsFake(() => body(Buffer.from('a text')))

  bucket.put('photos/notes.pgm')
  const [report] = await bucket.settled()

  expect(report).toHaveBeenAttempted(3)
  expect(report?.attempts[0]).toFailWith(/this is no PGM image/)
  expect(report?.attempts[2]?.record.tmp.files).toEqual({})
})
