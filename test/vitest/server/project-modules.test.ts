import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { answerFor } from '../../../src/vitest/server/project-modules.js'
import { type FakeProject, fakeProject, SHARED } from './project.js'

const locate = (project: FakeProject, id: string, importer?: string): Promise<unknown> =>
  answerFor(project.project)({ name: 'locate', id, importer })

const fetched = (project: FakeProject, ...args: readonly unknown[]): Promise<unknown> =>
  answerFor(project.project)({ name: 'invoke', call: 'fetchModule', args })

describe('the module of a function is found', () => {
  test("from the project's root, as a handler string names it [RES-6]", async () => {
    const project = fakeProject('unit', { '/app/src/orders': '/app/src/orders.ts' })
    expect(await locate(project, 'src/orders')).toBe('/app/src/orders.ts')
  })

  test('by an alias, where there is no such file [RES-7]', async () => {
    const project = fakeProject('unit', { '@/orders': '/app/src/orders.ts' })
    expect(await locate(project, '@/orders')).toBe('/app/src/orders.ts')
    expect(project.asked.length).toBeGreaterThan(1)
  })

  test('as the file of a loader imports it, and nowhere else', async () => {
    const project = fakeProject('unit', { '/src/orders.ts': '/app/src/orders.ts', '/app/src/gone': '/app/src/gone.ts' })
    expect(await locate(project, '/src/orders.ts', '/app/test/a.test.ts')).toBe('/app/src/orders.ts')
    expect(await locate(project, 'src/gone', '/app/test/a.test.ts')).toBeUndefined()
    expect(project.asked).toEqual([
      ['resolve', '/src/orders.ts', '/app/test/a.test.ts'],
      ['resolve', 'src/gone', '/app/test/a.test.ts'],
    ])
  })

  test('or not', async () => {
    expect(await locate(fakeProject('unit'), 'src/nowhere')).toBeUndefined()
  })
})

describe('a module that a thread imports', () => {
  test("comes from the project's Vite, by its path", async () => {
    const project = fakeProject('unit')
    const options = { cached: true }
    const answer = await fetched(project, '/app/src/orders.ts', '/app/src/index.ts', options)
    expect(answer).toMatchObject({ id: '/app/src/orders.ts' })
    const asked = { ...options, inlineSourceMap: false }
    expect(project.asked).toEqual([['fetch', '/app/src/orders.ts', '/app/src/index.ts', asked]])
    expect(answer).not.toHaveProperty('externalize')
  })

  test('has its source map behind its code, and leaves what Vite shares with the test as it is', async () => {
    const project = fakeProject('unit')
    const { code } = (await fetched(project, '/app/src/orders.ts')) as { code: string }
    const [, data = ''] = /^\/\/# sourceMappingURL=data:application\/json;base64,(.+)$/m.exec(code) ?? []
    expect(JSON.parse(Buffer.from(data, 'base64').toString())).toEqual(SHARED.map)
    expect(SHARED.code).toBe('export default 1')
  })

  test('comes from Vite by the path that an alias stands for', async () => {
    const project = fakeProject('unit', { '@/db': '/app/src/db.ts' })
    expect(await fetched(project, '@/db', '/app/src/orders.ts')).toMatchObject({ id: '/app/src/db.ts' })
  })

  test.each([
    ['by its name', 'pkg'],
    ['below the machine’s root', '/@fs/repo/node_modules/pkg/index.js'],
  ])('is for Node.js to load when it is a package’s, %s', async (_, id) => {
    const file = '/repo/node_modules/pkg/index.js'
    const project = fakeProject('unit', { pkg: file, [file]: file })
    expect(await fetched(project, id, '/app/src/orders.ts')).toEqual({
      externalize: expect.stringMatching(/^file:\/\/.*\/repo\/node_modules\/pkg\/index\.js$/) as unknown,
      type: 'module',
    })
  })

  test('comes from Vite when it is a package’s and no JavaScript', async () => {
    const project = fakeProject('unit', { pkg: '/repo/node_modules/pkg/index.ts' })
    expect(await fetched(project, 'pkg')).toMatchObject({ id: '/repo/node_modules/pkg/index.ts' })
  })

  test.each(['as-node.cjs', 'handler.cjs'])('is for Node.js to load when it is CommonJS: %s [RES-17]', async (name) => {
    const url = new URL(`../../journeys/functions/cold-start/common/${name}`, import.meta.url)
    const answer = await fetched(fakeProject('unit'), fileURLToPath(url).replaceAll('\\', '/'))
    expect(answer).toEqual({ externalize: url.href, type: 'commonjs' })
  })

  test('comes from Vite when it looks like CommonJS and is in no file', async () => {
    expect(await fetched(fakeProject('unit'), '/app/virtual.cjs')).toMatchObject({ id: '/app/virtual.cjs' })
  })

  test('fails as Vite fails', async () => {
    await expect(fetched(fakeProject('unit'), '/app/src/broken.ts')).rejects.toThrow('no code')
  })

  test('fails with the file where Vite names its URL', async () => {
    await expect(fetched(fakeProject('unit'), '/src/broken.js')).rejects.toMatchObject({ id: '/app/src/broken.js' })
  })
})
