// No leak: a package's retry with pauses is awaited, a debounced save is called by nobody.

import { debounce } from 'little-debounce'
import { retry } from 'little-retry'

export const save = debounce((order) => console.log('saved', order.id), 100)

const unreliable = async (attempt) => {
  if (attempt < 2) throw new Error('busy')
  return `stored at attempt ${attempt}`
}

export const handler = () => retry(unreliable, { wait: 200 })
