// Errors in JSON lines, as loggers write them: Powertools, pino, bunyan, and Lambda's own JSON format (LOG-19).

import { isFrame } from './frame.js'
import { isObject } from './recognise.js'
import { isForeignFrame } from './stable-text.js'

/** `PaymentError: gone (pay.ts:4:9)`, with where in the function's own code it was made; undefined of what is no error. */
export function loggedError(value: unknown): string | undefined {
  if (!isObject(value)) return undefined
  const name = value['name'] ?? value['type'] ?? value['errorType']
  const message = value['message'] ?? value['errorMessage']
  const stack = framesOf(value['stack'] ?? value['stackTrace'])
  if (typeof name !== 'string' || typeof message !== 'string' || stack === undefined) return undefined
  const said = message === '' ? name : `${name}: ${message}`
  const place = placeIn(stack)
  return place === undefined ? said : `${said} (${place})`
}

/** Powertools writes a list of lines in its mode for development, everybody else text, and Lambda a list. */
function framesOf(stack: unknown): readonly string[] | undefined {
  if (typeof stack === 'string') return stack.split('\n')
  return Array.isArray(stack) ? stack.map(String) : undefined
}

/** The bare name of the file: its folder would fill the line. */
function placeIn(stack: readonly string[]): string | undefined {
  const frame = stack.find((line) => isFrame(line) && !isForeignFrame(line))
  return frame === undefined ? undefined : /([^\\/()\s]+:\d+:\d+)\)?$/.exec(frame)?.[1]
}
