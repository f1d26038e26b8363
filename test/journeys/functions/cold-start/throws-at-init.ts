// A function whose Init fails as long as something is missing.

import { connection } from './connection.js'

export const handler = async (): Promise<string> => connection
