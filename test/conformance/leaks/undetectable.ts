// Leaks that cannot be found, and why: each is run, and expected to be missed until somebody finds a way.

/** By the name of the handler. */
export const UNDETECTABLE: Readonly<Record<string, string>> = {
  'analytics-unref': 'an unref’d timer says that nothing depends on it, whatever its callback would do',
  'mock-finished-first': 'everything it began had ended before the answer, though over a network it would not have',
}
