// No leak: a timer that is unref'd says itself that nothing depends on it.

export async function handler(): Promise<string> {
  setTimeout(() => console.warn('still running'), 10_000).unref()
  return 'ok'
}
