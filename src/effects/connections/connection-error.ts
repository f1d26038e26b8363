// The error of a socket whose peer has reset the connection, as Node.js makes it.

import { getSystemErrorMap } from 'node:util'

const CODE = 'ECONNRESET'

/** On Linux the number is -104; elsewhere it is another. */
const [errno] = [...getSystemErrorMap()].find(([, [name]]) => name === CODE) ?? [-104]

/** The one frame that such an error has: it comes from the event loop. */
const FRAME = '    at TCP.onStreamRead (node:internal/stream_base_commons:216:20)'

/** What reading from such a socket fails with (FRZ-9): `read ECONNRESET`. */
export function connectionReset(): NodeJS.ErrnoException {
  const error = Object.assign(new Error(`read ${CODE}`), { errno, code: CODE, syscall: 'read' })
  error.stack = `Error: ${error.message}\n${FRAME}`
  return error
}
