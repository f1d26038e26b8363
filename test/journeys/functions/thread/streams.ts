// Streams its response: in pieces, with a failure amid them, or past its end.

import { setTimeout as sleep } from 'node:timers/promises'

export const handler: unknown = awslambda.streamifyResponse(async (event: { readonly fail?: boolean }, stream) => {
  const answer = awslambda.HttpResponseStream.from(stream, {
    statusCode: 201,
    headers: { 'content-type': 'text/plain' },
  })
  answer.write('one ')
  await sleep(1_000)
  if (event.fail) throw new RangeError('amid the bytes')
  answer.write('two')
  answer.end()
})
