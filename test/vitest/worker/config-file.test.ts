import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nearestConfigFile } from '../../../src/vitest/worker/config-file.js'

/** A new folder with these files. */
async function folderWith(...files: readonly string[]): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'config-file-'))
  onTestFinished(() => rm(root, { recursive: true }))
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true })
    await writeFile(join(root, file), '')
  }
  return root
}

test('is the one nearest above the test file, from where Vitest runs', async () => {
  const root = await folderWith('vitest.config.ts', 'packages/a/vitest.config.ts')
  const inA = join(root, 'packages/a/test/deep/a.test.ts')
  expect(nearestConfigFile(inA, root)).toEqual({ path: 'packages/a/vitest.config.ts', belowAnother: true })
  expect(nearestConfigFile(join(root, 'test/b.test.ts'), root)).toEqual({
    path: 'vitest.config.ts',
    belowAnother: false,
  })
  expect(nearestConfigFile(inA, join(root, 'packages/b')).path).toBe(join(root, 'packages/a/vitest.config.ts'))
})

test('is Vitest’s rather than Vite’s, and has any of their names', async () => {
  const root = await folderWith(
    'a/vite.config.mts',
    'b/vite.config.js',
    'b/vitest.unit.config.ts',
    'c/vitest.config.e2e.cjs',
  )
  const paths = ['a', 'b', 'c'].map((folder) => nearestConfigFile(join(root, folder, 'x.test.ts'), root).path)
  expect(paths).toEqual(['a/vite.config.mts', 'b/vitest.unit.config.ts', 'c/vitest.config.e2e.cjs'])
})

test('has the usual name where there is none, or no test file', async () => {
  const root = await folderWith()
  expect(nearestConfigFile(join(root, 'x.test.ts'), root)).toEqual({ path: 'vitest.config.ts', belowAnother: false })
  expect(nearestConfigFile()).toEqual({ path: 'vitest.config.ts', belowAnother: false })
})
