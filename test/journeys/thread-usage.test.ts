// What an environment in a thread takes of the machine: measured, limited, and given back.

import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const load = (config: LambdaConfig): Lambda<{ megabytes?: number; rounds?: number }> =>
  withLambda('test/journeys/functions/thread/usage.handler', config)

describe('the report of a function in a thread', () => {
  test('measures its memory, with the most it has had', async () => {
    const lambda = load({ isolation: 'thread', memorySize: 512 })
    const small = await lambda.invoke({ megabytes: 1 })
    const large = await lambda.invoke({ megabytes: 100 })
    expect(small).toReturn('done')
    expect(small.record.report.maxMemoryUsedMB).toBeLessThan(100)
    expect(large.record.report.maxMemoryUsedMB).toBeGreaterThanOrEqual(100)
    expect(large.record.report.maxMemoryUsedMB).toBeLessThan(512)
  })

  test.each([
    ['throws', 'error'],
    ['exits', 'exit'],
    ['waits for too long', 'timeout'],
  ])('measures it also where Init %s, and the function has not run [LOG-8]', async (ENDS, outcome) => {
    const lambda = withLambda('test/journeys/functions/thread/heavy-init.handler', {
      isolation: 'thread',
      console: 'silent',
      memorySize: 512,
      environment: { ENDS },
      unobserved: 'off',
    })
    const { record } = await lambda.invoke()
    expect(record).toMatchObject({ outcome, coldStart: true })
    expect(record.report.maxMemoryUsedMB).toBeGreaterThanOrEqual(60)
    expect(record.report.maxMemoryUsedMB).toBeLessThan(200)
    expect(record.logs.at(-1)?.line).toContain(`\tMax Memory Used: ${record.report.maxMemoryUsedMB} MB\t`)
  })

  test('measures its own CPU time, and not the test’s', async () => {
    const lambda = load({ isolation: 'thread' })
    await lambda.invoke({})
    const idle = await lambda.invoke({})
    const busy = await lambda.invoke({ rounds: 3e7 })
    // Linux may count the time of a thread in steps of some milliseconds, so that of an idle one may be none.
    expect(busy.record.report.cpuMs).toBeGreaterThan(idle.record.report.cpuMs + 5)
  })

  test('says that memory was what it died of [ERR-13]', async () => {
    const result = await load({ isolation: 'thread', memorySize: 128, timeout: 60 }).invoke({ megabytes: 1000 })
    expect(result).toFailWith({ errorType: 'Runtime.OutOfMemory', errorMessage: /signal: killed/ })
    expect(result.record.report.maxMemoryUsedMB).toBe(128)
    expect(result.record.logs.at(-1)?.line).toMatch(/Status: error\tError Type: Runtime\.OutOfMemory/)
  })
})
