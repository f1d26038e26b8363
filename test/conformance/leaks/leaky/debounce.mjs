// A save that a package debounces: its timer belongs to the line that called it.

import { debounce } from 'little-debounce'

const save = debounce((order) => console.log('saved', order.id), 100)

export const handler = async (order) => {
  for (const _ of order.items) save(order) // leak: timer
  return 'ok'
}
