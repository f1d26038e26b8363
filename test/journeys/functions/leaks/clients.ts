// Connects two clients in one tick, each from a line of its own, and waits for neither.

import { get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Client } from 'pg'

const [first, second] = [Number(process.env['FIRST']), Number(process.env['SECOND'])]
const url = (port: number): string => `http://127.0.0.1:${port}/`
const redis = (port: number): Redis => new Redis({ host: '127.0.0.1', port, lazyConnect: true })

export const ways: Readonly<Record<string, () => void>> = {
  fetch: () => {
    void fetch(url(first)) // fetch: first
    void fetch(url(second)) // fetch: second
  },
  get: () => {
    get(url(first)) // get: first
    get(url(second)) // get: second
  },
  socket: () => {
    connect(first, '127.0.0.1') // socket: first
    connect(second, '127.0.0.1') // socket: second
  },
  pg: () => {
    void new Client({ host: '127.0.0.1', port: first }).connect() // pg: first
    void new Client({ host: '127.0.0.1', port: second }).connect() // pg: second
  },
  redis: () => {
    void redis(first).publish('orders', 'o-1') // redis: first
    void redis(second).publish('orders', 'o-2') // redis: second
  },
  both: () => {
    void redis(first).publish('orders', 'o-1') // both: first
    void fetch(url(second)) // both: second
  },
}

export const handler = async ({ way, waitMs }: { way: string; waitMs: number }): Promise<string> => {
  ways[way]?.()
  if (waitMs > 0) await sleep(waitMs)
  return way
}
