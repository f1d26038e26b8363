// Asks a server that never answers, in the ways that functions do.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { Client, Pool } from 'pg'

const url = String(process.env['URL'])
const client = new DynamoDBClient({ endpoint: url })
const port = Number(new URL(url).port)

export const ways = {
  fetch: async (): Promise<unknown> => fetch(url), // here: fetch
  later: async (): Promise<unknown> => {
    await sleep(1)
    return fetch(url) // here: later
  },
  get: (): Promise<unknown> => new Promise((resolve) => get(url, resolve)), // here: get
  socket: (): Promise<unknown> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('data', resolve).write('anyone?') // here: socket
    }),
  sdk: (): Promise<unknown> => client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } })), // here: sdk
  pg: async (): Promise<unknown> => new Client({ host: '127.0.0.1', port }).connect(), // here: pg
  pool: async (): Promise<unknown> => new Pool({ host: '127.0.0.1', port }).query('select 1'), // here: pool
  redis: async (): Promise<unknown> => {
    const redis = new Redis({ host: '127.0.0.1', port }) // here: redis
    return redis.get('order')
  },
}

export const handler = async ({ way }: { way: keyof typeof ways }): Promise<unknown> => ways[way]()
