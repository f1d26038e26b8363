import fs from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { calledBack, createEnvironment, createTaskRoot, inside, installFiles } from './inside.js'

const taskRoot = createTaskRoot()
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  taskRoot.remove()
})

function inFilledTmp<Result>(run: () => Result): Result {
  return inside(createEnvironment({ taskRoot: taskRoot.path }), () => {
    fs.mkdirSync('/tmp/a/b', { recursive: true })
    fs.writeFileSync('/tmp/a/x.json', '{}')
    fs.writeFileSync('/tmp/a/b/y.json', '{}')
    return run()
  })
}

describe('glob', () => {
  test.each([
    ['/tmp/**/*.json', {}, ['/tmp/a/b/y.json', '/tmp/a/x.json']],
    ['**/*.json', { cwd: '/tmp/a' }, ['b/y.json', 'x.json']],
    ['../a/*', { cwd: '/tmp/a' }, ['../a/b', '../a/x.json']],
    ['../../tmp/a/*.json', {}, ['../../tmp/a/x.json']],
    ['../task/d/*', {}, ['../task/d/x']],
    ['**/*', { cwd: '/tmp', exclude: ['a/b/**'] }, ['a', 'a/b', 'a/x.json']],
    ['*', {}, ['d', 'e', 'f']],
    ['d/*', { cwd: '/var/task' }, ['d/x']],
    ['/var/task/d/*', {}, ['/var/task/d/x']],
    ['/var/task/f', { cwd: '/tmp' }, ['/var/task/f']],
    [['/tmp/a/*.json', 'f'], {}, ['/tmp/a/x.json', 'f']],
  ])('finds %j with %j where it leads', async (pattern, options, expected) => {
    await inFilledTmp(async () => {
      expect(fs.globSync(pattern, options).toSorted()).toEqual(expected)
      const [error, found] = await calledBack('glob', pattern, options)
      expect([error, (found as string[]).toSorted()]).toEqual([null, expected])
      const listed: string[] = []
      for await (const path of fs.promises.glob(pattern, options)) listed.push(path)
      expect(listed.toSorted()).toEqual(expected)
    })
  })

  test('gives entries whose parents are the function’s own paths', () => {
    inFilledTmp(() => {
      const entries = [
        ...fs.globSync('/tmp/a/*.json', { withFileTypes: true }),
        ...fs.globSync('d/*', { withFileTypes: true }),
      ]
      expect(entries.map((entry) => `${entry.parentPath}/${entry.name}`)).toEqual(['/tmp/a/x.json', '/var/task/d/x'])
      expect(entries.every((entry) => entry instanceof fs.Dirent && entry.isFile())).toBe(true)
    })
  })

  test('asks the exclude function', () => {
    inFilledTmp(() => {
      expect(fs.globSync('**/*.json', { cwd: '/tmp', exclude: (name) => String(name) === 'b' })).toEqual(['a/x.json'])
    })
  })
})
