// Talks to the outside world and does not wait for it; what comes of it is counted in this module alone.

import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { Agent, get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

interface Event {
  readonly way: string
  readonly url?: string
  readonly port?: number
}

const seen: string[] = []
const agent = new Agent({ keepAlive: true })
let socket: Socket | undefined
let child: ChildProcess | undefined

const ways: Record<string, (event: Event) => unknown> = {
  seen: () => seen,
  wait: async () => {
    await sleep(20)
    return seen
  },
  /** Asks, and answers before the server does. */
  ask: ({ url }) => {
    void fetch(String(url)).then(async (response) => seen.push(await response.text()))
    return 'asked'
  },
  /** The same, and says so when it has the answer. */
  tell: ({ url }) => {
    void fetch(String(url)).then(async (response) => console.log('heard', await response.text()))
    return 'asked'
  },
  read: () => {
    void readFile(fileURLToPath(import.meta.url), 'utf8').then((text) => seen.push(text.slice(0, 8)))
    return 'reading'
  },
  start: () => {
    child = spawn(process.execPath, ['--eval', 'process.stdout.write("from the child")'])
    child.stdout?.on('data', (data) => seen.push(String(data)))
    child.on('exit', (code) => seen.push(`exit ${String(code)}`))
    return 'started'
  },
  request: ({ url }) =>
    new Promise((resolve, reject) => {
      const request = get(String(url), { agent }, (response) => {
        response.resume().on('end', () => resolve({ reused: request.reusedSocket }))
      })
      request.on('error', reject)
    }),
  fetch: async ({ url }) => (await fetch(String(url))).text(),
  /** Over one connection, which stays open. */
  talk: ({ port }) =>
    new Promise((resolve, reject) => {
      socket ??= connect(Number(port), '127.0.0.1')
        .on('end', () => seen.push('end'))
        .on('close', () => seen.push('close'))
        .on('error', (error) => seen.push(error.message))
      socket.once('data', (data) => resolve(String(data).trim()))
      socket.once('error', reject)
      socket.write('hello\n')
    }),
}

export const handler = async (event: Event): Promise<unknown> => ways[event.way]?.(event)
