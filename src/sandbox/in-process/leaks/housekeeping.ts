// What packages leave behind for their own sake, and what is only a part of something else: neither is a leak.

import { type Frame, packageOf, sourcePackage } from './frames.js'
import type { Left } from './left.js'

/**
 * Packages that keep connections. Their timers close what is idle, send a sign of life, or watch for a peer that is
 * gone; on Lambda they are frozen with the environment and nothing is lost. A timer of any other package that user code
 * called (`debounce`, a retry, a queue that is flushed later) stands for work of the function's own.
 */
const CONNECTION_KEEPERS: ReadonlySet<string> = new Set([
  'agentkeepalive',
  'generic-pool',
  'ioredis',
  'kafkajs',
  'lru-cache',
  'mariadb',
  'mongodb',
  'mysql',
  'mysql2',
  'pg',
  'pg-pool',
  'postgres',
  'redis',
  '@redis/client',
  'sequelize-pool',
  'tarn',
  'tedious',
  'undici',
])

/** The scopes of the AWS SDK, whose timers watch over its sockets. Its pauses between attempts are awaited by a call. */
const SDK_HANDLERS: ReadonlySet<string> = new Set(['@smithy/node-http-handler', '@aws-sdk/node-http-handler'])

/** Under msw and nock, what stands in for sockets: its turns are those of a server, which goes on while Lambda is frozen. */
const STAND_INS = '@mswjs/interceptors'

/** Whether a timer that was set there is its package's own concern, also of a package in a bundle. */
export function isHousekeeping(frames: readonly Frame[]): boolean {
  const setter = caller(frames)
  const name = setter && (packageOf(setter) ?? sourcePackage(setter))
  return name !== undefined && (CONNECTION_KEEPERS.has(name) || SDK_HANDLERS.has(name) || name === STAND_INS)
}

/** Files of Node.js, and packages, that open a socket for a request of their own. */
const CLIENTS = /^node:(?:_http_|https$|internal\/http2|internal\/deps\/undici)|[/\\]node_modules[/\\]undici[/\\]/

/** Whoever called Node.js. */
export function caller(frames: readonly Frame[]): Frame | undefined {
  return frames.find(({ owner }) => owner !== 'node' && owner !== 'engine')
}

const STREAMS = 'node:internal/fs/streams'
const CLOSES = /(?:^|\.)_?(?:close|destroy)/i

/**
 * Whether a piece of work is only a part of another that is reported itself, or the closing of something, or
 * data that was handed over: a driver asks to be told of its writes and expects an answer all the same, user code that
 * waits for the write itself expects none.
 */
export function isPart({ kind, handedOver }: Left, frames: readonly Frame[]): boolean {
  switch (kind) {
    case 'socket':
      return frames.some(({ file }) => CLIENTS.test(file)) || (handedOver && caller(frames)?.owner === 'user')
    // undici compiles its parser when it is loaded, for requests that may never come.
    case 'import':
      return frames.some(({ file }) => CLIENTS.test(file))
    case 'dns':
      return frames.some(({ file }) => file === 'node:net' || CLIENTS.test(file))
    case 'file':
      return frames.some(({ owner, file, name }) => owner === 'node' && (file === STREAMS || CLOSES.test(name)))
    default:
      return false
  }
}
