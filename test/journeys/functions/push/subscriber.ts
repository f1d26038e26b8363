// Answers with the message; one that begins with `flaky` fails the first two times.

import type { SNSEvent } from 'aws-lambda'

const seen = new Map<string, number>()

export const handler = async ({ Records }: SNSEvent): Promise<string> => {
  if (Records.length !== 1) throw new Error(`${Records.length} records`)
  const [{ Sns }] = Records as [SNSEvent['Records'][number]]
  const times = (seen.get(Sns.MessageId) ?? 0) + 1
  seen.set(Sns.MessageId, times)
  if (Sns.Message.startsWith('flaky') && times < 3) throw new Error(`not yet: ${times}`)
  return Sns.Message
}
