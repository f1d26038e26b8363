import { helper } from './spied.cjs'

export const handler = async () => helper()
