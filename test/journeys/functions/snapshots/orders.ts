// Answers, or fails, with what is another in each run.

import type { Context } from 'aws-lambda'

export interface Order {
  readonly at: string
  readonly requestId: string
  readonly lines: readonly number[]
}

export const handler = async ({ fails }: { fails: boolean }, { awsRequestId }: Context): Promise<Order> => {
  const at = new Date().toISOString()
  console.log(`order at ${at}`)
  if (fails) throw new RangeError(`no order at ${at}`)
  return { at, requestId: awsRequestId, lines: [1, 2] }
}
