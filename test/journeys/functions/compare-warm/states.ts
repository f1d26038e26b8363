// Goes wrong in the ways in which state of one request reaches another; the event says which.

import { existsSync, writeFileSync } from 'node:fs'

interface Request {
  readonly kind: 'lock' | 'repeat' | 'tmp' | 'leftover' | 'cache' | 'ticket' | 'crash'
  readonly id?: string
  readonly fail?: boolean
}

let locked = false
let secret: string | undefined
const known = new Set<string>()

/** Stands for a client, which the test stubs. */
const send = (text: string): void => (globalThis as { sendMail?: (text: string) => void }).sendMail?.(text)

const ways: Record<Request['kind'], (request: Request) => unknown> = {
  lock: ({ fail }) => {
    if (locked) return 'busy'
    locked = true
    if (fail) throw new Error('the lock stays')
    locked = false
    return 'done'
  },
  repeat: ({ id = '' }) => {
    if (known.has(id)) return 'seen before'
    known.add(id)
    return 'new'
  },
  tmp: ({ fail }) => {
    const found = existsSync('/tmp/work')
    writeFileSync('/tmp/work', 'x')
    return fail ? new Promise(() => setTimeout(() => {}, 90_000)) : { found }
  },
  leftover: ({ id = '' }) => {
    setTimeout(() => send(`welcome ${id}`), 500)
    return 'sent'
  },
  cache: () => {
    console.info(secret === undefined ? 'cache miss' : 'cache hit')
    if (secret === undefined) send('secret, please')
    secret ??= 'key-1'
    return secret
  },
  crash: () => {
    void Promise.reject(new RangeError('behind the answer'))
    return 'answered'
  },
  ticket: ({ fail }) => {
    const ticket = (globalThis as { nextTicket?: () => number }).nextTicket?.() ?? 0
    if (fail && ticket > 1) throw new RangeError('sold out')
    return { ticket }
  },
}

export const handler = async (request: Request): Promise<unknown> => ways[request.kind](request)
