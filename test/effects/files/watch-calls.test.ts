import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unpersistent } from '../../../src/effects/files/watch-calls.js'
import { createEnvironment, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('watching /tmp', () => {
  test('tells changes to whoever watches, in the watcher’s own context', async () => {
    const who = new AsyncLocalStorage<string>()
    await inside(createEnvironment(), async () => {
      const seen: unknown[] = []
      const watcher = who.run('watcher', () => fs.watch('/tmp', (...change) => seen.push([...change, who.getStore()])))
      who.run('writer', () => fs.writeFileSync('/tmp/x', 'a'))
      expect(seen).toContainEqual(['rename', 'x', 'watcher'])
      watcher.close()
      await once(watcher, 'close')
      fs.writeFileSync('/tmp/y', 'a')
      expect(seen.flat()).not.toContain('y')
    })
  })

  test('gives an async iterator, which ends when it is aborted', async () => {
    await inside(createEnvironment(), async () => {
      const controller = new AbortController()
      const changes = fs.promises.watch('/tmp', { signal: controller.signal })
      const first = changes[Symbol.asyncIterator]().next()
      await fs.promises.writeFile('/tmp/x', 'a')
      expect(await first).toEqual({ done: false, value: { eventType: 'rename', filename: 'x' } })
      controller.abort()
    })
  })

  test('fails for what is not there', () => {
    inside(createEnvironment(), () => {
      expect(() => fs.watch('/tmp/nope')).toThrow("ENOENT: no such file or directory, watch '/tmp/nope'")
    })
  })

  test('by polling begins and ends', () => {
    inside(createEnvironment(), () => {
      fs.writeFileSync('/tmp/x', 'a')
      const listener = vi.fn()
      const watcher = fs.watchFile('/tmp/x', { persistent: false }, listener)
      expect(watcher.listenerCount('change')).toBe(1)
      fs.unwatchFile('/tmp/x', listener)
      expect(watcher.listenerCount('change')).toBe(0)
    })
  })
})

test('options are taken over, except that nothing is kept alive', () => {
  expect(unpersistent({ recursive: true, persistent: true })).toEqual({ recursive: true, persistent: false })
  expect(unpersistent('buffer')).toEqual({ encoding: 'buffer', persistent: false })
  expect(unpersistent(undefined)).toEqual({ persistent: false })
})
