// No leak: middy aborts the handler early, and the handler's request ends with the signal that middy gives it.

import type { Handler } from 'aws-lambda'
import middy7 from 'middy-7'

export const handler: Handler<unknown, string | void> = middy7<unknown>({
  timeoutEarlyInMillis: 2_950,
  timeoutEarlyResponse: () => 'too slow',
}).handler(async (_event, _context, { signal }) => {
  const response = await fetch(`${process.env['API_URL']}/late/stock`, { signal })
  return response.text()
})
