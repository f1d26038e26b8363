// Keeps nothing of a request: the same warm as cold, whatever it is asked to do.

import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import type { Context } from 'aws-lambda'

interface Request {
  readonly path: string
  readonly fail?: 'error' | 'timeout' | 'exit'
}

export const handler = async ({ path, fail }: Request, context: Context): Promise<object> => {
  console.info('request', context.awsRequestId, path)
  if (fail === 'error') throw new TypeError(`${path} is broken`)
  if (fail === 'exit') process.exit(3)
  if (fail === 'timeout') await new Promise((resolve) => setTimeout(resolve, 60_000))
  writeFileSync('/tmp/last', path)
  return {
    statusCode: 200,
    headers: { 'x-request-id': context.awsRequestId, etag: randomUUID() },
    body: JSON.stringify({ path, at: new Date().toISOString(), stream: context.logStreamName }),
  }
}
