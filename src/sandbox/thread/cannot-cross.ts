// What to do about a value that cannot cross between a test and a thread.

/** What is not plain data stays in its thread. */
export function cannotCross(what: string, error: unknown): string {
  // V8's message has the whole source of a function in it.
  const why = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').replace(/\.$/, '')
  return (
    `${what} cannot cross between the test and the thread: ${cut(why)}. Plain data can: pick what matters, like ` +
    `send.mock.calls.map(([command]) => command.input).`
  )
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 50)}… could not be cloned` : text
}
