import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
export const handler = async () => require('./plain.js').handler()
