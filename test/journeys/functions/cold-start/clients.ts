// A function with an SDK client in module scope.

import { GetObjectCommand } from '@aws-sdk/client-s3'
import { s3 } from './parts/s3.js'

let count = 0

export const handler = async ({ key = 'a' }: { key?: string }): Promise<unknown> => {
  const { ContentType: type } = await s3.send(new GetObjectCommand({ Bucket: 'bucket', Key: key }))
  return { count: ++count, type }
}
