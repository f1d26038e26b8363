// No leak: bodies of S3 are read as text, piped into a file under /tmp, and destroyed.

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const s3 = new S3Client({ forcePathStyle: true })
const get = (Key: string) => s3.send(new GetObjectCommand({ Bucket: 'b', Key }))

export async function handler(): Promise<number | undefined> {
  const text = await (await get('a')).Body?.transformToString()
  await pipeline((await get('b')).Body as Readable, createWriteStream('/tmp/b.csv'))
  ;((await get('c')).Body as Readable).destroy()
  const web = (await get('d')).Body?.transformToWebStream()
  if (web) for await (const _ of web) continue
  await s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'e', Body: text ?? '' }))
  return text?.length
}
