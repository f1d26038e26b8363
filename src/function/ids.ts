// Ids of requests and environments, random or with a seed the same in every run; and chance that is the same in every run.

import { createHash, randomInt, randomUUID } from 'node:crypto'

/** As many digits as the last part of a UUID has, in decimal. */
const FIRST_COUNT = 10 ** 11

/** Where one function in one test gets its ids from. */
export interface Ids {
  /** A lower-case UUID (CTX-5). */
  request(): string
  /** 32 hexadecimal digits, as in a log stream's name (CTX-8). */
  environment(): string
}

/** `name` keeps the ids of two functions apart that have the same seed. */
export function createIds(seed: number | undefined, name: string): Ids {
  if (seed === undefined) {
    // One that is random, and counted on from: a random one for each request is a fortieth of a warm invocation.
    const prefix = randomUUID().slice(0, 24)
    let last = randomInt(FIRST_COUNT, 2 * FIRST_COUNT)
    return { request: () => prefix + ++last, environment: () => randomUUID().replaceAll('-', '') }
  }
  const next = digits(seed, name)
  return { request: () => asUuid(next()), environment: next }
}

/** Numbers from 0 to less than 1, the same in every run, for what is left to chance. */
export function createChance(seed: number, name: string): () => number {
  const next = digits(seed, name)
  return () => Number.parseInt(next().slice(0, 12), 16) / 2 ** 48
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
