// A function with module state: it counts its own invocations.

import { total } from './total.js'

let count = 0

export const handler = async (event: {
  name?: string
}): Promise<{ count: number; total: number; hello: string | undefined }> => {
  count++
  console.log('counted', count)
  return { count, total: total(), hello: event.name }
}
