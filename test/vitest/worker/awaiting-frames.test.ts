import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { awaitingFrames } from '../../../src/vitest/worker/awaiting-frames.js'

/** Ends in a later turn, as an invocation does: then only its promise leads to whoever awaits it. */
async function invoked(): Promise<readonly string[]> {
  await turn()
  return awaitingFrames(invoked)
}

function names(frames: readonly string[]): string[] {
  return frames.map(
    (frame) => /^\s+at (?:async )?([\w.]+) \(.*awaiting-frames\.test\.ts:\d+:\d+\)$/.exec(frame)?.[1] ?? frame,
  )
}

async function inner(): Promise<readonly string[]> {
  return await invoked()
}

async function outer(): Promise<readonly string[]> {
  const [frames] = await Promise.all([inner(), turn()])
  return frames
}

test('the frames are those that await, innermost first, and none of what goes on', async () => {
  expect(names(await outer()).slice(0, 2)).toEqual(['inner', 'outer'])
})

test('the last frame is the line of the test, which has no name', async () => {
  const frames = await invoked()
  expect(frames).toHaveLength(1)
  expect(frames[0]).toMatch(/^\s+at .*awaiting-frames\.test\.ts:\d+:\d+$/)
})

test('there are none of Node, of packages, and of Promise.all', async () => {
  expect((await outer()).filter((frame) => /node:|node_modules|index 0/.test(frame))).toEqual([])
})

test('there are none while nothing awaits', async () => {
  const running = invoked()
  for (let i = 0; i < 3; i++) await turn()
  expect(await running).toEqual([])
})
