// A middleware that calls next() without await, in a chain that a package composes.

import { compose } from 'little-compose'

const store = { log: async () => {} }

const logging = async (order, next) => {
  await store.log(`before ${order.id}`)
  next() // leak: promise
}

const saving = async (order) => {
  for (const item of order.items) await store.log(item)
  for (const item of order.items) await store.log(`packed ${item}`)
}

const run = compose([logging, saving])

export const handler = async (order) => {
  await run(order)
  return 'ok'
}
