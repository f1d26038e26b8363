// Recognises a bundler's failure to parse the function's code, where Node would have thrown a SyntaxError.

import { stripVTControlCharacters } from 'node:util'

/**
 * The SyntaxError that Node would have thrown for code that Vite (with Oxc or Rolldown) could not parse, so that it is
 * reported as AWS reports it (RES-11). The wording of these tools is not documented: what is not recognised stays as it
 * is. The stack keeps the tool's whole message, which shows the place in the source.
 */
export function asSyntaxError(error: unknown): SyntaxError | undefined {
  if (!(error instanceof Error) || typeof error.message !== 'string') return undefined
  // Colour codes are for terminals: the text goes into JSON.
  const text = stripVTControlCharacters(error.message)
  const at = text.indexOf(MARK)
  if (at < 0 || !text.startsWith('Transform failed')) return undefined
  const syntaxError = new SyntaxError(
    text
      .slice(at + MARK.length)
      .split('\n', 1)[0]
      ?.trim(),
  )
  syntaxError.stack = `SyntaxError: ${text.trim()}`
  return syntaxError
}

const MARK = '[PARSE_ERROR]'
