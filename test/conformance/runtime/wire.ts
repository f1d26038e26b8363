// What both sides send: ids, and events as texts.

/** The n-th request id of a case. */
export function requestId(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
}

/** The n-th trace header of a case. */
export function traceId(n: number): string {
  return `Root=1-00000000-${String(n).padStart(24, '0')};Parent=0000000000000001;Sampled=1`
}

/** The text that an event is to be sent as; undefined: its JSON. */
export function textOf(event: unknown): string | undefined {
  const isText = typeof event === 'object' && event !== null && '$text' in event
  return isText ? String(event.$text) : undefined
}
