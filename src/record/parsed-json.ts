// Reads text that may be JSON or not: what is none is no error.

/** What the text says; undefined where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What the text says as JSON with fields, an object or a list; undefined for other text, a number among them. */
export function parsedFields(text: string): object | undefined {
  const value = parsedJson(text)
  return typeof value === 'object' && value !== null ? value : undefined
}
