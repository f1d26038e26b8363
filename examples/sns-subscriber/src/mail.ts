export interface Mail {
  readonly id: string
  readonly to: string
  readonly text: string
}

export async function sendMail({ id, to, text }: Mail): Promise<void> {
  const body = JSON.stringify({ to, text })
  const headers = { 'content-type': 'application/json', 'idempotency-key': id }
  const response = await fetch(`${process.env['MAIL_URL']}/send`, { method: 'POST', headers, body })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`the mail service answered ${response.status}`)
}
