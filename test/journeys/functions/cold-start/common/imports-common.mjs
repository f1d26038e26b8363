import { createRequire } from 'node:module'
import compiled, { named } from './compiled.cjs'
import whole from './state.cjs'

const required = createRequire(import.meta.url)('./state.cjs')

export const handler = async () => [required === whole, typeof compiled, named]
