import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { makeRoomForYoung } from '../../../src/sandbox/thread/heap.js'

/** MB of young objects that a thread which begins now has room for, before V8 looks for garbage. */
async function room(): Promise<number> {
  const source = `
    const young = require('node:v8').getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    require('node:worker_threads').parentPort.postMessage(young.space_used_size + young.space_available_size)`
  const [bytes] = (await once(new Worker(source, { eval: true, execArgv: [] }), 'message')) as [number]
  return bytes / 1024 / 1024
}

function asBegunWith(...options: readonly string[]): void {
  const { execArgv } = process
  process.execArgv = [...options]
  onTestFinished(() => void (process.execArgv = execArgv))
}

describe('makeRoomForYoung', { concurrent: false }, () => {
  beforeEach(() => setFlagsFromString('--min-semi-space-size=0'))

  test('lets a thread begin without looking for garbage', async () => {
    expect(await room()).toBeLessThan(4)
    makeRoomForYoung()
    expect(await room()).toBeGreaterThan(14)
  })

  test('leaves what the process was begun with', async () => {
    asBegunWith('--min-semi-space-size=2')
    makeRoomForYoung()
    expect(await room()).toBeLessThan(4)
  })
})
