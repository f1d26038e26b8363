// What becomes of connections while an environment is frozen, and how the function meets it.

import { handler, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as secure, createServer as createSecureServer, TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeIdentity } from '../servers/certificate.js'
import { counting, type CountingServer } from '../servers/counting.js'
import { lineServer } from '../servers/lines.js'

const quiet: LambdaConfig = { console: 'silent', timeout: 10 }
let lines: CountingServer

beforeAll(async () => {
  lines = await lineServer()
})

afterAll(() => lines.close())

/** What happened to a socket, in order. */
interface Seen {
  readonly events: string[]
  socket: Socket | undefined
}

/** Opens a socket once, by `open`, and asks through it in each invocation; an event of `quiet` only looks. */
function talking(seen: Seen, open: () => Socket): Lambda<{ quiet?: boolean }, string> {
  const start = async (): Promise<Socket> => {
    const made = open()
    for (const event of ['end', 'close'] as const) made.on(event, () => seen.events.push(event))
    made.on('error', (error: NodeJS.ErrnoException) => seen.events.push(`error: ${error.message}`))
    await new Promise((resolve) => made.once(made instanceof TLSSocket ? 'secureConnect' : 'connect', resolve))
    return made
  }
  return withLambda(
    handler(async ({ quiet: looks = false }: { quiet?: boolean }) => {
      seen.events.push('handler')
      if (looks) return 'looked'
      const socket = (seen.socket ??= await start())
      return new Promise<string>((resolve, reject) => {
        socket.once('data', (data) => resolve(String(data).trim()))
        socket.once('error', reject)
        socket.write('hello\n')
      })
    }),
    quiet,
  )
}

const unseen = (): Seen => ({ events: [], socket: undefined })
const plain = (): Socket => connect(lines.port, '127.0.0.1')

describe("idle() with connections: 'kept', or without", () => {
  test.each([undefined, {}, { connections: 'kept' }] as const)(
    'leaves connections as they are: %o',
    async (options) => {
      const seen = unseen()
      const lambda = talking(seen, plain)
      await lambda.invoke({})
      await lambda.idle('10m', options)
      const next = await lambda.invoke({})
      expect(next).toReturn('OK hello')
      expect(next).toReuseConnections(1)
      expect(next.record.phases[0]).toEqual(expect.not.objectContaining({ connections: expect.anything() }))
    },
  )
})

describe("idle() with connections: 'closed'", () => {
  test('lets the end of the stream arrive at the thaw, before the handler [FRZ-9]', async () => {
    const seen = unseen()
    const lambda = talking(seen, plain)
    await lambda.invoke({})
    await lambda.idle('10m', { connections: 'closed' })
    expect(seen.events).toEqual(['handler'])
    expect(seen.socket?.destroyed).toBe(false)
    const next = await lambda.invoke({ quiet: true })
    expect(seen.events).toEqual(['handler', 'end', 'close', 'handler'])
    expect(next.record.phases[0]).toMatchObject({ phase: 'freeze', connections: 'closed' })
    expect(next.record.connections.stale).toHaveLength(1)
  })

  test('is told once: the record after it has nothing of it', async () => {
    const lambda = talking(unseen(), plain)
    await lambda.invoke({})
    await lambda.idle('10m', { connections: 'closed' })
    await lambda.invoke({ quiet: true })
    const later = await lambda.invoke({ quiet: true })
    expect(later.record.connections).toEqual({ opened: [], reused: [], stale: [], blocked: [] })
  })
})

describe("idle() with connections: 'reset'", () => {
  test('is not noticed before the connection is used, and then as the system tells it [FRZ-9]', async () => {
    const seen = unseen()
    const lambda = talking(seen, plain)
    await lambda.invoke({})
    await lambda.idle('10m', { connections: 'reset' })
    const looked = await lambda.invoke({ quiet: true })
    expect(looked.record.connections.stale).toHaveLength(1)
    expect(seen.socket?.writable).toBe(true)
    const used = await lambda.invoke({})
    expect(seen.events).toEqual(['handler', 'handler', 'handler', 'error: read ECONNRESET', 'close'])
    expect(seen.socket?.errored).toMatchObject({ code: 'ECONNRESET', errno: expect.any(Number), syscall: 'read' })
    expect(used).toFailWith({ errorType: 'Error', errorMessage: 'read ECONNRESET' })
    expect(used.record.connections).toEqual({ opened: [], reused: [], stale: [expect.anything()], blocked: [] })
  })

  test('keeps what a lost peer still sends from the function', async () => {
    const pushing = await counting(
      createServer((socket) => {
        socket.on('data', () => socket.write('OK hello\n'))
        socket.on('end', () => socket.write('goodbye\n'))
      }),
    )
    const seen = unseen()
    const lambda = talking(seen, () => connect(pushing.port, '127.0.0.1'))
    await lambda.invoke({})
    const read = seen.socket?.bytesRead
    await lambda.idle('10m', { connections: 'reset' })
    await lambda.invoke({ quiet: true })
    expect(seen.socket?.bytesRead).toBe(read)
    await pushing.close()
  })

  test('ends what was still waiting for an answer at the thaw', async () => {
    const silent = await counting(createServer(() => {}))
    const events: string[] = []
    const lambda = withLambda(
      handler(async ({ ask }: { ask: boolean }) => {
        if (!ask) return events
        const socket = connect(silent.port, '127.0.0.1')
        socket.on('error', (error) => events.push(error.message))
        await new Promise<void>((resolve) => socket.on('connect', resolve))
        await new Promise((resolve) => socket.write('anybody?', resolve))
        return events
      }),
      quiet,
    )
    await lambda.invoke({ ask: true })
    await lambda.idle('10m', { connections: 'reset' })
    expect(await lambda.invoke({ ask: false })).toReturn(['read ECONNRESET'])
    await silent.close()
  })

  // Windows has pipes in the place of sockets at a path.
  test.skipIf(process.platform === 'win32')(
    'is EPIPE on a local socket, which has no peer to answer [FRZ-9]',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'socket-'))
      const path = join(folder, 'lines')
      const local = createServer((socket) => socket.on('data', () => socket.write('OK hello\n')))
      await new Promise<void>((resolve) => local.listen(path, resolve))
      const lambda = talking(unseen(), () => connect(path))
      expect((await lambda.invoke({})).record.connections.opened).toEqual([expect.objectContaining({ target: path })])
      expect(await lambda.invoke({})).toReuseConnections(1)
      await lambda.idle('10m', { connections: 'reset' })
      expect(await lambda.invoke({})).toFailWith({ errorMessage: 'write EPIPE' })
      await new Promise((resolve) => local.close(resolve))
      rmSync(folder, { recursive: true })
    },
  )

  test('reaches through TLS that was begun on an open socket, as drivers begin it [FRZ-9]', async () => {
    const identity = makeIdentity()
    const server = await counting(
      createSecureServer(identity, (socket) => socket.on('data', () => socket.write('OK\n'))),
    )
    const upgrade = (): Socket =>
      secure({ socket: connect(server.port, '127.0.0.1'), ca: identity.cert, servername: 'localhost' })
    const lambda = talking(unseen(), upgrade)
    expect(await lambda.invoke({})).toOpenConnections(1)
    expect(await lambda.invoke({})).toReuseConnections(1)
    await lambda.idle('10m', { connections: 'reset' })
    const next = await lambda.invoke({})
    expect(next).toFailWith({ errorMessage: 'read ECONNRESET' })
    expect(next.record.connections.stale).toHaveLength(1)
    await server.close()
  })

  test('of a function without connections happens to nothing, and the timeline says so', async () => {
    const lambda = withLambda(
      handler(async () => 'done'),
      quiet,
    )
    await lambda.invoke()
    await lambda.idle('10m', { connections: 'reset' })
    const next = await lambda.invoke()
    expect(next).toReturn('done')
    expect(() => expect(next).toFailWith('Error')).toThrow('  frozen  10 min, connections reset (none was open)\n')
  })

  test('of a function that was never invoked happens to nothing', async () => {
    const lambda = talking(unseen(), plain)
    await lambda.idle('10m', { connections: 'reset' })
    expect(await lambda.invoke({})).toReturn('OK hello')
  })

  test('concerns the connections of that function alone', async () => {
    const [one, other] = [talking(unseen(), plain), talking(unseen(), plain)]
    await one.invoke({})
    await other.invoke({})
    await one.idle('10m', { connections: 'reset' })
    expect(await other.invoke({})).toReuseConnections(1)
    expect(await one.invoke({})).toFailWith(/ECONNRESET/)
  })
})

describe('a server that really goes while the environment is frozen', () => {
  test('leaves a stale connection [FRZ-9]', async () => {
    const seen = unseen()
    const lambda = talking(seen, plain)
    await lambda.invoke({})
    lines.cut()
    await expect.poll(() => seen.events).toContain('close')
    const next = await lambda.invoke({ quiet: true })
    expect(next.record.connections).toEqual({ opened: [], reused: [], stale: [expect.anything()], blocked: [] })
  })
})

describe('idle()', () => {
  test('refuses to do anything else to connections', async () => {
    const lambda = talking(unseen(), plain)
    const idle = (connections: unknown): Promise<void> => lambda.idle('1m', { connections: connections as 'kept' })
    await expect(idle('dropped')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: idle(): connections is 'kept', 'closed' or 'reset', but received 'dropped'.]`,
    )
    await expect(idle(true)).rejects.toThrow("idle(): connections is 'kept', 'closed' or 'reset', but received true.")
  })
})
