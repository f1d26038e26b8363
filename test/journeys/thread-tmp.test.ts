// /tmp of a function in a thread: it is no memory of the function, and survives how its process ends.

import { type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const files = (config: LambdaConfig = {}): Lambda<{ way: string; megabytes?: number }> =>
  withLambda('test/journeys/functions/thread/large-files.handler', {
    isolation: 'thread',
    memorySize: 128,
    ephemeralStorage: 1024,
    timeout: 60,
    ...config,
  })

test('to write a thousand small files takes no time of the function, which looks at no clock', async () => {
  const result = await files({ timeout: 1 }).invoke({ way: 'small', megabytes: 1000 })
  expect(result).toReturn(null)
  expect(result.record.report.durationMs).toBe(0)
})

describe('the memory of a function in a thread', { timeout: 120_000 }, () => {
  test.each(['append', 'stream', 'many'])('is not what it writes to /tmp: %s [FS-1]', async (way) => {
    const lambda = files()
    const result = await lambda.invoke({ way, megabytes: 200 })
    expect(result).toReturn(null)
    expect(result.record.tmp.bytes).toBe(200 * 1024 * 1024)
    expect(result.record.report.maxMemoryUsedMB).toBeLessThan(128)
    expect(await lambda.invoke({ way: 'look' })).toReturn(expect.anything())
  })

  test('is what it holds itself, however much is in /tmp [ERR-13]', async () => {
    const lambda = files()
    expect(await lambda.invoke({ way: 'hold', megabytes: 200 })).toFailWith('Runtime.OutOfMemory')
    expect(await lambda.invoke({ way: 'append', megabytes: 200 })).toReturn(null)
    const killed = await lambda.invoke({ way: 'hold', megabytes: 200 })
    expect(killed).toFailWith('Runtime.OutOfMemory')
    expect(killed.record.tmp.bytes).toBe(200 * 1024 * 1024)
    expect(await lambda.invoke({ way: 'look' })).toReturn({ appended: 200 })
    expect(await lambda.invoke({ way: 'remove' })).toReturn(null)
    expect(await lambda.invoke({ way: 'hold', megabytes: 200 })).toFailWith('Runtime.OutOfMemory')
  })

  test('is not what /tmp has held before', async () => {
    const lambda = files()
    expect(await lambda.invoke({ way: 'again', megabytes: 200 })).toReturn(null)
    expect(await lambda.invoke({ way: 'hold', megabytes: 200 })).toFailWith('Runtime.OutOfMemory')
  })
})

describe('/tmp of a function in a thread', { timeout: 120_000 }, () => {
  test('is all there after it was killed, however large it is [RST-3]', async () => {
    const lambda = files()
    expect(await lambda.invoke({ way: 'append', megabytes: 600 })).toReturn(null)
    expect(await lambda.invoke({ way: 'spin' }, { remainingTimeInMillis: 500 })).toTimeOut()
    expect(await lambda.invoke({ way: 'look' })).toReturn({ appended: 600 })
  })
})
