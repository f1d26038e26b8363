// Reads its settings while it is loaded, and tells when that was.

import { load } from './remote.js'

console.log('loads')
const settings = await load()
const loadedAt = Date.now()

export const handler = async (): Promise<object> => ({ settings, again: await load(), loadedAt })
