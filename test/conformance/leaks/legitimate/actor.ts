// No leak: an actor's loop that the first invocation begins waits for messages for ever, and answers each.

interface Message {
  readonly text: string
  readonly reply: (answer: string) => void
}

const inbox: Message[] = []
let wake: (() => void) | undefined
let begun: Promise<never> | undefined

async function loop(): Promise<never> {
  for (;;) {
    const message = inbox.shift()
    if (message) message.reply(await Promise.resolve(message.text.toUpperCase()))
    else await new Promise<void>((resolve) => (wake = resolve))
  }
}

const ask = (text: string): Promise<string> =>
  new Promise((reply) => {
    begun ??= loop()
    inbox.push({ text, reply })
    wake?.()
  })

export const handler = (order: { id: string }): Promise<string> => ask(order.id)
