// A tiny Redis: RESP2 over TCP, with the few commands that the handlers and their driver send.

import { createServer, type Socket } from 'node:net'
import { hostTime } from '../../../../src/effects/host-time.js'
import { listen, type Listening } from './listening.js'

/** Replies come in the order of their commands: a late one holds up those behind it. */
const LATE_MS = 40

type Command = (store: Map<string, string>, key: string, value: string) => string

const COMMANDS: Readonly<Record<string, Command>> = {
  // As Redis 5 says it: the driver then stays with RESP2.
  HELLO: () => "-ERR unknown command 'HELLO'",
  PING: () => '+PONG',
  INFO: () => bulk('redis_version:7.0.0\r\nloading:0'),
  SET: (store, key, value) => (store.set(key, value), '+OK'),
  GET: (store, key) => (store.has(key) ? bulk(store.get(key) ?? '') : '$-1'),
  INCR: (store, key) => {
    const next = Number(store.get(key) ?? 0) + 1
    store.set(key, String(next))
    return `:${next}`
  },
  EXPIRE: () => ':1',
  PUBLISH: () => ':0',
}

/** Starts the server. `PUBLISH` is answered late, an unknown command with `OK`. */
export function redisServer(): Promise<Listening> {
  const store = new Map<string, string>()
  return listen(createServer((socket) => serve(socket, store)))
}

function serve(socket: Socket, store: Map<string, string>): void {
  let buffered = ''
  let replies = Promise.resolve()
  socket.on('data', (chunk) => {
    buffered += chunk.toString()
    for (let next = takeCommand(buffered); next !== undefined; next = takeCommand(buffered)) {
      buffered = next.rest
      const [name = '', key = '', value = ''] = next.words
      const command = name.toUpperCase()
      const text = COMMANDS[command]?.(store, key, value) ?? '+OK'
      replies = replies.then(() => (command === 'PUBLISH' ? late() : undefined)).then(() => reply(socket, text))
    }
  })
}

function late(): Promise<void> {
  return new Promise((resolve) => void hostTime.setTimeout(resolve, LATE_MS))
}

function reply(socket: Socket, line: string): void {
  if (socket.writable) socket.write(`${line}\r\n`)
}

function bulk(text: string): string {
  return `$${Buffer.byteLength(text)}\r\n${text}`
}

/** The first whole command, an array of bulk strings, and what follows it. */
function takeCommand(text: string): { readonly words: readonly string[]; readonly rest: string } | undefined {
  const lines = text.split('\r\n')
  const count = Number(lines[0]?.slice(1))
  if (!text.startsWith('*') || lines.length <= 2 * count + 1) return undefined
  const words = Array.from({ length: count }, (_, index) => lines[2 * index + 2] ?? '')
  return { words, rest: lines.slice(2 * count + 1).join('\r\n') }
}
