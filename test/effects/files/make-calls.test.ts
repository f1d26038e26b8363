import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, failure, inside, installFiles } from './inside.js'

let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

describe('a directory in /tmp', () => {
  test('is made with its parents, and the first that was made is told', async () => {
    await inside(createEnvironment(), async () => {
      expect(fs.mkdirSync('/tmp/a/b/c', { recursive: true })).toBe('/tmp/a')
      expect(fs.mkdirSync('/tmp/a/b/d/e', { recursive: true })).toBe('/tmp/a/b/d')
      expect(fs.mkdirSync('/tmp/a/b', { recursive: true })).toBeUndefined()
      expect(await calledBack('mkdir', '/tmp/x/y', { recursive: true })).toEqual([null, '/tmp/x'])
      expect(await calledBack('mkdir', '/tmp/z')).toEqual([null])
      expect(await fs.promises.mkdir('/tmp/p/q', { recursive: true, mode: 0o700 })).toBe('/tmp/p')
      expect(fs.statSync('/tmp/p/q').mode & 0o777).toBe(0o700)
    })
  })

  test('is temporary with a random name that others cannot read', async () => {
    await inside(createEnvironment(), async () => {
      const made = [
        fs.mkdtempSync('/tmp/a-'),
        await fs.promises.mkdtemp('/tmp/a-'),
        (await calledBack('mkdtemp', '/tmp/a-'))[1],
        fs.mkdtempSync('/tmp/'),
      ]
      for (const path of made) {
        expect(path).toMatch(/^\/tmp\/(?:a-)?[A-Za-z0-9]{6}$/)
        expect(fs.statSync(path as string).mode & 0o777).toBe(0o700)
      }
      expect(new Set(made).size).toBe(4)
      expect(fs.mkdtempSync('/tmp/b-', 'buffer')).toBeInstanceOf(Buffer)
      expect(await failure(() => fs.mkdtempSync('/tmp/no/b-'))).toBe(
        "ENOENT: no such file or directory, mkdtemp '/tmp/no/b-XXXXXX'",
      )
    })
  })

  // Node.js 22 has no such call.
  test.runIf('mkdtempDisposableSync' in fs)('that is temporary removes itself when it is disposed', async () => {
    await inside(createEnvironment(), async () => {
      const made = fs.mkdtempDisposableSync('/tmp/a-')
      fs.writeFileSync(`${made.path}/x`, '')
      made[Symbol.dispose]()
      made.remove()
      const later = await fs.promises.mkdtempDisposable('/tmp/b-')
      expect(fs.readdirSync('/tmp')).toEqual([later.path.slice('/tmp/'.length)])
      await later[Symbol.asyncDispose]()
      expect(fs.readdirSync('/tmp')).toEqual([])
    })
  })
})
