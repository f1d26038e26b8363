// A real PostgreSQL from the machine's own packages, in a directory of its own, on a loopback port.

import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { listen, type Listening } from './listening.js'

const DEBIAN = '/usr/lib/postgresql'
const STARTS_WITHIN_MS = 15_000

/** Where `initdb` and `postgres` are; undefined where PostgreSQL is not installed. */
export function postgresBinaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : []
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...versions.map((one) => join(DEBIAN, one, 'bin'))]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** Starts a server whose superuser is `app`, without a password. `close` ends it and removes its files. */
export async function postgresServer(binaries: string): Promise<Listening> {
  const owner = accountToRunAs()
  const directory = mkdtempSync(join(tmpdir(), 'postgres-'))
  if (owner) chownSync(directory, owner.uid, owner.gid)
  const run = (name: string, ...args: string[]): ChildProcess =>
    spawn(join(binaries, name), ['-D', join(directory, 'data'), ...args], { ...owner, cwd: directory, stdio: 'ignore' })
  const port = await freePort()
  try {
    const made = await ended(run('initdb', '--username=app', '--auth=trust', '--no-sync', '--encoding=UTF8'))
    if (made !== 0) throw new Error(`initdb in ${binaries} ended with exit status ${made}`)
    const server = run('postgres', '-h', '127.0.0.1', '-p', String(port), '-k', directory, '-F')
    const close = async (): Promise<void> => {
      const end = ended(server)
      server.kill('SIGINT')
      await end
      rmSync(directory, { recursive: true, force: true })
    }
    await answering(port, server).catch(async (error: unknown) => {
      await close()
      throw error
    })
    return { port, close }
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
}

/** PostgreSQL refuses to run as root: then as the account that its package made. */
function accountToRunAs(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error('PostgreSQL refuses to run as root: add a user postgres')
  return { uid: Number(uid), gid: Number(gid) }
}

async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer())
  await close()
  return port
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve, reject) => child.once('exit', resolve).once('error', reject))
}

/** It takes connections a little before it is ready: its answer to a start-up packet says so. */
async function answering(port: number, server: ChildProcess): Promise<void> {
  for (const until = Date.now() + STARTS_WITHIN_MS; Date.now() < until; await sleep(20)) {
    if (server.exitCode !== null) throw new Error(`postgres ended with exit status ${server.exitCode}`)
    if (await isReady(port)) return
  }
  throw new Error(`postgres did not answer on port ${port} within ${STARTS_WITHIN_MS} ms`)
}

function isReady(port: number): Promise<boolean> {
  const parameters = Buffer.from('\0\x03\0\0user\0app\0database\0postgres\0\0', 'latin1')
  const length = Buffer.alloc(4)
  length.writeInt32BE(parameters.length + 4)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Buffer.concat([length, parameters])))
    const answered = (ready: boolean): void => {
      socket.destroy()
      resolve(ready)
    }
    socket.once('data', (data) => answered(data[0] === 'R'.charCodeAt(0)))
    socket.once('error', () => answered(false))
    socket.once('close', () => answered(false))
  })
}
