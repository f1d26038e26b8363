// The error of an argument of the wrong type, in the words of Node.js.

import { inspect } from 'node:util'

/** `ERR_INVALID_ARG_TYPE`: https://nodejs.org/api/errors.html#err_invalid_arg_type */
export function argumentError(name: string, expected: string, received: unknown): TypeError {
  const error = new TypeError(`The "${name}" argument must be ${expected}. Received ${described(received)}`)
  return Object.assign(error, { code: 'ERR_INVALID_ARG_TYPE' })
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value === 'function') return `function ${value.name}`
  if (typeof value === 'object') {
    const { constructor } = value
    return typeof constructor === 'function' ? `an instance of ${constructor.name}` : inspect(value, { depth: -1 })
  }
  const text = inspect(value, { colors: false })
  return `type ${typeof value} (${text.length > 28 ? `${text.slice(0, 25)}...` : text})`
}
