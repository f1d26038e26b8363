// Ids of requests, traces and environments, and chance: random, or with a seed the same in every run.

import { createHash, randomInt, randomUUID } from 'node:crypto'
import { TraceHeaders } from './trace-headers.js'

/** Counts of six digits: larger numbers than V8 keeps in a word take it four times as long to write. */
const COUNTS = { first: 100_000, last: 999_999 }

/** Where one function in one test gets its ids from. */
export interface Ids {
  /** A lower-case UUID (CTX-5). */
  request(): string
  /** The X-Ray header of a request that arrives `at`, in ms since the epoch: not sampled, as without active tracing (CTX-13). */
  trace(at: number): string
  /** 32 hexadecimal digits, as in a log stream's name (CTX-8). */
  environment(): string
}

/** `name` keeps the ids of two functions apart that have the same seed. */
export function createIds(seed: number | undefined, name: string): Ids {
  if (seed === undefined) {
    return {
      request: counted(() => randomUUID().slice(0, 30)),
      trace: new TraceHeaders(randomDigits).next,
      environment: counted(() => randomDigits().slice(0, 26)),
    }
  }
  const next = digits(seed, name)
  return {
    request: () => asUuid(next()),
    trace: new TraceHeaders(digits(seed, `${name}/trace`)).next,
    environment: next,
  }
}

function randomDigits(): string {
  return randomUUID().replaceAll('-', '')
}

/** Numbers from 0 to less than 1, the same in every run, for what is left to chance. */
export function createChance(seed: number, name: string): () => number {
  const next = digits(seed, name)
  return () => Number.parseInt(next().slice(0, 12), 16) / 2 ** 48
}

/** One that is random, and counted on from: a random one for each request is a fortieth of a warm invocation. */
function counted(random: () => string): () => string {
  let prefix = ''
  let last = COUNTS.last
  return () => {
    if (last === COUNTS.last) [prefix, last] = [random(), randomInt(COUNTS.first, COUNTS.last)]
    return prefix + ++last
  }
}

/** 32 hexadecimal digits a time. */
function digits(seed: number, name: string): () => string {
  let made = 0
  return () => createHash('sha256').update(`${seed}/${name}/${made++}`).digest('hex').slice(0, 32)
}

/** Version 4 in shape, so that whoever checks the shape is content. */
function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
