// Welcomes the customers that a topic tells of. A mail that cannot be sent is an error: Lambda tries again.

import type { SNSEvent } from 'aws-lambda'
import { sendMail } from './mail.js'

export const handler = async ({ Records: [record] }: SNSEvent): Promise<void> => {
  if (!record) return
  const { MessageId, Message } = record.Sns
  const { email } = JSON.parse(Message) as { email: string }
  // The id is the same in each attempt, so that nobody is welcomed twice.
  await sendMail({ id: MessageId, to: email, text: 'Welcome!' })
}
