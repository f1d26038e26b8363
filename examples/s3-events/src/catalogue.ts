// Keeps a catalogue of a bucket: one small JSON object for each photo, in another bucket.

import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3Event, S3EventRecord } from 'aws-lambda'

const s3 = new S3Client()

export const handler = async (event: S3Event): Promise<void> => {
  for (const record of event.Records) {
    if (record.eventName.startsWith('ObjectCreated:')) await add(record)
    else if (record.eventName.startsWith('ObjectRemoved:')) await remove(record)
  }
}

async function add({ s3: { bucket, object } }: S3EventRecord): Promise<void> {
  const Key = keyOf(object)
  const { ContentType } = await s3.send(new HeadObjectCommand({ Bucket: bucket.name, Key }))
  const Body = JSON.stringify({ key: Key, type: ContentType, bytes: object.size })
  await s3.send(new PutObjectCommand({ Bucket: process.env['CATALOGUE'], Key: `${Key}.json`, Body }))
  console.info(`catalogued ${Key}`)
}

async function remove({ s3: { object } }: S3EventRecord): Promise<void> {
  await s3.send(new DeleteObjectCommand({ Bucket: process.env['CATALOGUE'], Key: `${keyOf(object)}.json` }))
}

/** Keys are URL-encoded in events, with + for a space. */
function keyOf({ key }: S3EventRecord['s3']['object']): string {
  return decodeURIComponent(key.replaceAll('+', ' '))
}
