// The size of a response that Lambda still delivers.

import type { ErrorPayload } from '../sandbox/port.js'

/** ERR-14: 6 MiB and 100 bytes. Source: https://github.com/aws/aws-lambda-runtime-interface-emulator/blob/4fa2157/internal/lambda/interop/model.go */
export const RESPONSE_LIMIT_BYTES = 6_291_556

/** A UTF-16 unit takes at most three bytes in UTF-8: shorter texts need not be measured. */
const SURELY_WITHIN_LIMIT = RESPONSE_LIMIT_BYTES / 3

/** The function error that takes the place of a response that is too large; the runtime goes on (ERR-14). */
export function responseTooLarge(payload: string): ErrorPayload | undefined {
  if (payload.length <= SURELY_WITHIN_LIMIT) return undefined
  const bytes = Buffer.byteLength(payload)
  if (bytes <= RESPONSE_LIMIT_BYTES) return undefined
  return {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
  }
}
