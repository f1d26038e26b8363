// A handler that throws past the clearTimeout.

import type { Context } from 'aws-lambda'

export async function handler(_event: unknown, context: Context): Promise<string> {
  const guard = setTimeout(() => console.error('late'), context.getRemainingTimeInMillis() - 500) // leak: timer
  await Promise.resolve()
  if (context.awsRequestId) throw new Error('no stock')
  clearTimeout(guard)
  return 'ok'
}
