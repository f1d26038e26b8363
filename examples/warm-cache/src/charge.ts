// Charges a card with an API key from Secrets Manager, which Powertools Parameters keeps for five minutes.

import { getSecret } from '@aws-lambda-powertools/parameters/secrets'

export const handler = async (event: { amount: number }) => {
  const apiKey = await getSecret('payments/api-key', { maxAge: 300 })
  return { charged: event.amount, with: apiKey }
}
