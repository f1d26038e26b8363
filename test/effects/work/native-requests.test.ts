import * as crypto from 'node:crypto'
import * as dns from 'node:dns'
import * as fs from 'node:fs'
import { open, opendir, readFile, rm, stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { activity, busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment, until } from './environment.js'

const here = import.meta.filename

const resolver = (): dns.promises.Resolver => {
  const never = new dns.promises.Resolver({ timeout: 50, tries: 1 })
  never.setServers(['127.0.0.1:9'])
  return never
}

const EC = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })

const asynchronous: readonly [call: string, text: string, start: () => Promise<unknown>][] = [
  ['fs/promises readFile', 'file system request', () => readFile(here)],
  ['fs readFile', 'file system request', () => promisify(fs.readFile)(here)],
  ['fs/promises stat', 'file system request', () => stat(here)],
  ['fs/promises opendir', 'file system request', () => opendir('.').then((folder) => folder.close())],
  ['fs/promises rm', 'file system request', () => rm(`${here}.nothing`, { force: true })],
  ['dns.lookup', 'dns lookup of localhost', () => promisify(dns.lookup)('localhost')],
  ['dns.lookupService', 'dns lookupService of 127.0.0.1', () => promisify(dns.lookupService)('127.0.0.1', 9)],
  ['Resolver.resolve4', 'dns query of queue.test', () => resolver().resolve4('queue.test')],
  ['crypto.pbkdf2', 'pbkdf2', () => promisify(crypto.pbkdf2)('secret', 'salt', 10, 32, 'sha256')],
  ['crypto.scrypt', 'scrypt', () => promisify(crypto.scrypt)('secret', 'salt', 32)],
  ['crypto.randomBytes', 'randomBytes', () => promisify(crypto.randomBytes)(16)],
  ['crypto.randomFill', 'randomBytes', () => promisify(crypto.randomFill)(Buffer.alloc(16))],
  ['crypto.hkdf', 'key derivation', () => promisify(crypto.hkdf)('sha256', 'key', 'salt', 'info', 32)],
  ['crypto.generateKeyPair', 'generateKeyPair', () => promisify(crypto.generateKeyPair)('ed25519')],
  ['crypto.generateKey', 'generateKey', () => promisify(crypto.generateKey)('hmac', { length: 64 })],
  ['crypto.generatePrime', 'generatePrime', () => promisify(crypto.generatePrime)(32)],
  ['crypto.checkPrime', 'checkPrime', () => promisify(crypto.checkPrime)(7n)],
  ['crypto.sign', 'signature', () => promisify(crypto.sign)('sha256', Buffer.from('text'), EC.privateKey)],
  [
    'crypto.verify',
    'signature',
    () => promisify(crypto.verify)('sha256', Buffer.from('text'), EC.publicKey, Buffer.alloc(64)),
  ],
]

test.each(asynchronous)('%s (%s) is under way until it settles', async (_call, text, start) => {
  using env = environment()
  const result = env.run(start)
  expect(busy(env.state)).toBe(1)
  expect(inWords(env.state)).toEqual([text])
  await result.catch(() => undefined)
  expect(busy(env.state)).toBe(0)
})

test('a request is over already inside its own callback', async () => {
  using env = environment()
  const inCallback = await new Promise((resolve) => {
    env.run(() => fs.stat(here, () => resolve(busy(env.state))))
  })
  expect(inCallback).toBe(0)
})

test('a request that fails is over', async () => {
  using env = environment()
  await expect(env.run(() => readFile(`${here}.nothing`))).rejects.toThrow('ENOENT')
  expect(busy(env.state)).toBe(0)
})

test('closing a file handle is under way until it is closed', async () => {
  using env = environment()
  const handle = await env.run(() => open(here))
  expect(busy(env.state)).toBe(0)
  const closing = env.run(() => handle.close())
  expect(inWords(env.state)).toEqual(['file system request'])
  await closing
  expect(busy(env.state)).toBe(0)
})

test('a file stream is under way while it reads, and idle when nobody reads it', async () => {
  using env = environment()
  const stream = env.run(() => fs.createReadStream(here, { highWaterMark: 16 }))
  await until(() => busy(env.state) === 1)
  await until(() => busy(env.state) === 0)
  expect(stream.destroyed).toBe(false)
  stream.destroy()
})

describe('synchronous crypto jobs, announced as asynchronous ones are, are not under way', () => {
  test.each<[string, () => unknown]>([
    ['pbkdf2Sync', () => crypto.pbkdf2Sync('secret', 'salt', 1, 32, 'sha256')],
    ['randomBytes', () => crypto.randomBytes(16)],
    ['randomUUID', () => crypto.randomUUID({ disableEntropyCache: true })],
    ['generateKeyPairSync', () => crypto.generateKeyPairSync('ed25519')],
    ['sign', () => crypto.sign('sha256', Buffer.from('text'), EC.privateKey)],
    ['scryptSync', () => crypto.scryptSync('secret', 'salt', 32, { N: 2 })],
    ['hkdfSync', () => crypto.hkdfSync('sha256', 'key', 'salt', 'info', 32)],
    ['generatePrimeSync', () => crypto.generatePrimeSync(32)],
  ])('%s', (_name, start) => {
    using env = environment()
    env.run(start)
    expect(busy(env.state)).toBe(0)
  })
})

test('many synchronous crypto jobs leave at most one piece behind, although nobody asks', () => {
  using env = environment()
  env.run(() => {
    for (let i = 0; i < 50; i++) crypto.randomBytes(8)
  })
  expect(env.state.pieces.size).toBeLessThanOrEqual(1)
})

test('a request between synchronous jobs is still counted', async () => {
  using env = environment()
  crypto.randomBytes(8)
  const job = env.run(() => {
    crypto.randomBytes(8)
    const made = promisify(crypto.pbkdf2)('secret', 'salt', 10, 32, 'sha256')
    crypto.randomBytes(8)
    return made
  })
  expect(inWords(env.state)).toEqual(['pbkdf2'])
  await job
  expect(busy(env.state)).toBe(0)
})

test('synchronous file access and reads outside the environment are not work', async () => {
  using env = environment()
  env.run(() => fs.readFileSync(here))
  const outside = readFile(here)
  expect(activity(env.state)).toBe(0)
  await outside
  expect(activity(env.state)).toBe(0)
})

test('requests under way are forgotten with the undo', async () => {
  const state = createWork()
  const env = environment(state)
  const reading = env.run(() => readFile(here))
  expect(busy(state)).toBe(1)
  env[Symbol.dispose]()
  expect(busy(state)).toBe(0)
  await reading
  expect(busy(state)).toBe(0)
})
