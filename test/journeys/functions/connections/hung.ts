// Asks a server that never answers, in the ways that functions do.

import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const url = String(process.env['URL'])
const client = new DynamoDBClient({ endpoint: url })

export const ways = {
  fetch: async (): Promise<unknown> => fetch(url), // here: fetch
  later: async (): Promise<unknown> => {
    await sleep(1)
    return fetch(url) // here: later
  },
  get: (): Promise<unknown> => new Promise((resolve) => get(url, resolve)), // here: get
  socket: (): Promise<unknown> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      socket.on('data', resolve).write('anyone?') // here: socket
    }),
  sdk: (): Promise<unknown> => client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } })), // here: sdk
}

export const handler = async ({ way }: { way: keyof typeof ways }): Promise<unknown> => ways[way]()
