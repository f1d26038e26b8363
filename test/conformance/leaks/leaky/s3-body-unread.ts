// The body of an S3 object of which only the ETag is used.

import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'

const s3 = new S3Client({ forcePathStyle: true })

export async function handler(): Promise<string | undefined> {
  const { ETag } = await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'big' })) // leak: http
  return ETag
}
