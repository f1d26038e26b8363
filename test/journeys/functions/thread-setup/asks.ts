// Asks for rows by way of a service.

import { run } from './service.js'

export const handler = async ({ sql }: { sql: string }): Promise<string[]> => run(sql)
