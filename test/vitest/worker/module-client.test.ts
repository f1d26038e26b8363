import { createServer, type Socket } from 'node:net'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { packError, type Question } from '../../../src/sandbox/thread/messages.js'
import { noCoverage } from '../../../src/sandbox/thread/coverage.js'
import { ModuleClient } from '../../../src/vitest/worker/module-client.js'
import { hearJson, sayJson } from '../../../src/vitest/json-lines.js'

interface Request {
  readonly id: number
  readonly project: string
  readonly question: Question
}

/** A plugin that answers with `answer`, and a client of it. */
async function plugin(
  answer: (request: Request, socket: Socket) => object | undefined,
): Promise<{ client: ModuleClient; requests: Request[] }> {
  const requests: Request[] = []
  const server = createServer((socket) => {
    onTestFinished(() => void socket.destroy())
    hearJson(socket, (value) => {
      const request = value as Request
      requests.push(request)
      const reply = answer(request, socket)
      if (reply) sayJson(socket, { id: request.id, ...reply })
    })
  })
  const name = `module-client-${randomUUID()}`
  const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name)
  await new Promise<void>((resolve) => server.listen(address, resolve))
  const client = new ModuleClient({ address, project: 'unit' })
  onTestFinished(async () => {
    client.close()
    await new Promise((resolve) => server.close(resolve))
  })
  return { client, requests }
}

const locate = (id: string): Question => ({ name: 'locate', id, importer: undefined })

describe('a client of the plugin', () => {
  test('asks for its project, and gets the answer that is meant, in whatever order they come', async () => {
    const late: (() => void)[] = []
    const { client, requests } = await plugin(({ id, question }, socket) => {
      late.unshift(() => sayJson(socket, { id, value: (question as { id: string }).id }))
      if (late.length === 2) for (const reply of late) reply()
      return undefined
    })
    expect(await Promise.all([client.ask(locate('a')), client.ask(locate('b'))])).toEqual(['a', 'b'])
    expect(requests.map(({ project }) => project)).toEqual(['unit', 'unit'])
  })

  test('asks once what has one answer, also at the same time', async () => {
    const { client, requests } = await plugin(() => ({ value: 'known' }))
    await Promise.all([client.ask(locate('a')), client.ask(locate('a'))])
    expect(await client.ask(locate('a'))).toBe('known')
    expect(requests).toHaveLength(1)
    await client.ask(locate('b'))
    expect(requests).toHaveLength(2)
  })

  test('tells each time what has run', async () => {
    const { client, requests } = await plugin(() => ({}))
    const coverage: Question = { name: 'coverage', testFile: '/a.test.ts', coverage: noCoverage }
    await client.ask(coverage)
    await client.ask(coverage)
    expect(requests).toHaveLength(2)
  })

  test('rejects with the error of the plugin', async () => {
    const error = Object.assign(new SyntaxError('no code'), { plugin: 'vite:oxc' })
    const { client } = await plugin(() => ({ error: packError(error) }))
    await expect(client.ask(locate('a'))).rejects.toMatchObject({ name: 'SyntaxError', plugin: 'vite:oxc' })
  })

  test('asks again for what was refused before, and may be there by now', async () => {
    let mended = false
    const { client, requests } = await plugin(() =>
      mended ? { value: 'code' } : { error: packError(new Error('broken')) },
    )
    const both = await Promise.allSettled([client.ask(locate('a')), client.ask(locate('a'))])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(requests).toHaveLength(1)
    mended = true
    expect(await client.ask(locate('a'))).toBe('code')
    expect(await client.ask(locate('a'))).toBe('code')
    expect(requests).toHaveLength(2)
  })

  test('rejects what is not answered when the connection ends', async () => {
    const { client } = await plugin((_request, socket) => void socket.destroy())
    await expect(client.ask(locate('a'))).rejects.toThrow(/connection to the Vitest plugin|ECONNRESET/)
  })

  test('rejects when there is no plugin', async () => {
    const address = join(tmpdir(), `nowhere-${randomUUID()}`)
    await expect(new ModuleClient({ address, project: 'unit' }).ask(locate('a'))).rejects.toThrow(/ENOENT|ECONNREFUSED/)
  })
})
