// A Redis server: a real one where `redis-server` is installed, else one that knows a few commands.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen, type Listening } from '../conformance/leaks/support/listening.js'
import { redisServer as smallServer } from '../conformance/leaks/support/redis-server.js'

const STARTS_WITHIN_MS = 10_000

/** Starts it on a free loopback port. */
export async function redisServer(): Promise<Listening & { readonly isReal: boolean }> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const binary = folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file))
  if (binary === undefined) {
    process.stdout.write('Redis is not installed (redis-server): a small server stands in for it\n')
    return { ...(await smallServer()), isReal: false }
  }
  const { port, close } = await listen(createServer())
  await close()
  const child = spawn(binary, ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const until = Date.now() + STARTS_WITHIN_MS
  while (!(await answers(port))) {
    if (Date.now() > until) throw new Error(`${binary} did not answer on port ${port} within ${STARTS_WITHIN_MS} ms`)
    await sleep(20)
  }
  return { port, isReal: true, close: async () => void (child.kill(), await ended) }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => done(true))
    socket.once('error', () => done(false))
    const done = (answer: boolean): void => {
      socket.destroy()
      resolve(answer)
    }
  })
}
