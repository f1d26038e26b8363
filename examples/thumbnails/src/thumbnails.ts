// Puts a thumbnail beside each photo of a bucket. The photo goes through /tmp, which later invocations share.

import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Event, S3EventRecord } from 'aws-lambda'
import { halve } from './pgm.js'

const s3 = new S3Client()

export const handler = async ({ Records }: S3Event): Promise<void> => {
  for (const record of Records) await makeThumbnail(record)
}

async function makeThumbnail({ s3: { bucket, object } }: S3EventRecord): Promise<void> {
  const Bucket = bucket.name
  const Key = decodeURIComponent(object.key.replaceAll('+', ' '))
  const file = `/tmp/${object.sequencer}.pgm`
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
    await pipeline(Body as Readable, createWriteStream(file))
    const thumbnail = halve(await readFile(file))
    await s3.send(new PutObjectCommand({ Bucket, Key: Key.replace('photos/', 'thumbnails/'), Body: thumbnail }))
  } finally {
    await rm(file, { force: true })
  }
}
