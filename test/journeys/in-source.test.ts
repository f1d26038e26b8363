// Tests in the file of the handler itself, which an environment evaluates without them.

/// <reference types="vitest/importMeta" />

let invocations = 0

export const handler = async (name: string): Promise<string> => `${name} ${(invocations += 1)}`

if (import.meta.vitest) {
  const { describe, expect, test } = import.meta.vitest
  const { withLambda } = await import('vitest-lambda')

  describe('a handler with its tests in one file', () => {
    test.each(['in-process', 'thread'] as const)(
      'is loaded without them, as it is deployed (%s)',
      async (isolation) => {
        await handler('the test')
        const greeting = withLambda(() => import('./in-source.test.js'), { isolation })
        expect(await greeting.invoke('cold')).toReturn('cold 1')
        expect(await greeting.invoke('warm')).toReturn('warm 2')
      },
    )
  })
}
