// Says an error, or any text, on one line that fits a terminal.

import type { FunctionError } from './result.js'
import { withoutRequestPrefix } from './stable-text.js'

const SHOWN_CHARACTERS = 120

/** For the headline of a failure: errors of AWS and of this package say at their end what to do. */
export const HEADLINE_CHARACTERS = 1000

/** `TypeError: boom`, without the platform's own prefix before the message. */
export function describeError(error: FunctionError, most?: number): string {
  const message = withoutRequestPrefix(error.errorMessage)
  return oneLine(message === '' ? error.errorType : `${error.errorType}: ${message}`, most)
}

/** The text on one line, cut to `most` characters. */
export function oneLine(text: string, most: number = SHOWN_CHARACTERS): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  return flat.length > most ? `${flat.slice(0, most - 1)}…` : flat
}

/** How much is shown before the place that an excerpt is about. */
const BEFORE = 40

/** The text on one line, as much as fits of what is around `at`. */
export function excerpt(text: string, at: number): string {
  const whole = oneLine(text, Infinity)
  if (whole.length <= SHOWN_CHARACTERS || at < SHOWN_CHARACTERS - BEFORE) return oneLine(text)
  const start = Math.min(at - BEFORE, text.length - SHOWN_CHARACTERS + 1)
  return oneLine(`…${text.slice(start)}`)
}
