import type { SQSEvent } from 'aws-lambda'

interface Order {
  readonly id: string
  readonly cents: number
}

export const handler = async ({ Records }: SQSEvent): Promise<void> => {
  for (const { body } of Records) {
    const { id, cents } = JSON.parse(body) as Order
    console.info('invoiced', { id, cents })
  }
}
