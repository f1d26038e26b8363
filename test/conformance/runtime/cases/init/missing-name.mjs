import { nothing } from './lib.mjs'
export const handler = async () => nothing
