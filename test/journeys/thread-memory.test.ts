// The memory of a function in a thread: what ends it, and what does not.

import { invoke, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const quiet = { isolation: 'thread', console: 'silent', timeout: 60 } satisfies LambdaConfig

describe('a function in a thread', () => {
  const file = 'test/journeys/functions/thread/memory'

  test.each([128, 256, 512])(
    'ends at %i MB, and neither the test’s process nor /tmp with it [ERR-13, RST-3]',
    { timeout: 60_000 },
    async (memorySize) => {
      const lambda = withLambda(`${file}.rows`, { ...quiet, memorySize })
      for (let i = 0; i < 2; i++) {
        const result = await invoke(lambda, {})
        expect(result).toFailWith({ errorType: 'Runtime.OutOfMemory' })
        expect(result).toHaveTmpFile('/tmp/progress', 'reading')
        expect(result.record.report.maxMemoryUsedMB).toBe(memorySize)
      }
    },
  )

  test('does not end by garbage, however much of it there is', { timeout: 60_000 }, async () => {
    const lambda = withLambda(`${file}.garbage`, { ...quiet, memorySize: 128 })
    for (let i = 0; i < 2; i++) expect(await invoke(lambda, { keptMB: 60 })).toReturn(60)
  })
})
