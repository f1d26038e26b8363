import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Vitest } from 'vitest/node'
import { ModuleServer, serverOf } from '../../../src/vitest/server/module-server.js'
import { ModuleClient } from '../../../src/vitest/worker/module-client.js'
import { fakeProject } from './project.js'

function server(): ModuleServer {
  const made = new ModuleServer()
  onTestFinished(() => made.close())
  return made
}

function client(source: ReturnType<ModuleServer['serve']>): ModuleClient {
  const made = new ModuleClient(source)
  onTestFinished(() => made.close())
  return made
}

const where = { name: 'locate', id: 'src/orders', importer: undefined } as const

describe('a server of modules', () => {
  test('answers each worker for its own project', async () => {
    const modules = server()
    const unit = client(modules.serve(fakeProject('unit', { '/app/src/orders': '/app/src/unit.ts' }).project))
    const e2e = client(modules.serve(fakeProject('e2e', { '/app/src/orders': '/app/src/e2e.ts' }).project))
    expect(await Promise.all([unit.ask(where), e2e.ask(where)])).toEqual(['/app/src/unit.ts', '/app/src/e2e.ts'])
  })

  test('answers many questions at once, each by its own answer', async () => {
    const worker = client(server().serve(fakeProject('unit').project))
    const ids = Array.from({ length: 50 }, (_, index) => `/app/src/${index}.ts`)
    const asked = ids.map((id) => worker.ask({ name: 'invoke', call: 'fetchModule', args: [id] }))
    expect((await Promise.all(asked)).map((answer) => (answer as { id: string }).id)).toEqual(ids)
  })

  test('answers with the error of Vite, and what Vite says besides [RES-11]', async () => {
    const worker = client(server().serve(fakeProject('unit').project))
    const error = worker.ask({ name: 'invoke', call: 'fetchModule', args: ['/app/src/broken.ts'] })
    await expect(error).rejects.toMatchObject({
      name: 'SyntaxError',
      message: 'no code',
      plugin: 'vite:oxc',
      id: '/app/src/broken.ts',
    })
    await expect(error).rejects.not.toHaveProperty('secret')
  })

  test('carries code of any length and any letters', async () => {
    const id = `/app/src/ä\u2028\n${'x'.repeat(1_000_000)}.ts`
    const worker = client(server().serve(fakeProject('unit').project))
    expect(await worker.ask({ name: 'invoke', call: 'fetchModule', args: [id] })).toMatchObject({ id })
  })

  test.skipIf(process.platform === 'win32')('has a short address where temporary files have a long one', async () => {
    vi.stubEnv('TMPDIR', join('/tmp', 'x'.repeat(100)))
    const modules = server()
    vi.unstubAllEnvs()
    expect(modules.address).toMatch(/^\/tmp\/vitest-lambda-\w{6}\/modules$/)
    expect(await client(modules.serve(fakeProject('unit').project)).ask(where)).toBeUndefined()
  })

  test('leaves nothing behind when it is closed', async () => {
    const modules = server()
    const worker = client(modules.serve(fakeProject('unit').project))
    await worker.ask(where)
    modules.close()
    expect(process.platform !== 'win32' && existsSync(dirname(modules.address))).toBe(false)
  })
})

test('there is one server for each run of Vitest, which ends with it', () => {
  const endings: (() => void)[] = []
  const run = (): Vitest => ({ onClose: (end: () => void) => void endings.push(end) }) as unknown as Vitest
  const [one, other] = [run(), run()]
  expect(serverOf(one)).toBe(serverOf(one))
  expect(serverOf(other)).not.toBe(serverOf(one))
  expect(endings).toHaveLength(2)
  const folder = dirname(serverOf(one).address)
  for (const end of endings) end()
  expect(process.platform !== 'win32' && existsSync(folder)).toBe(false)
})
