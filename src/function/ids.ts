// Ids of requests and environments: random, or with a seed the same in every run.

import { createHash, randomUUID } from 'node:crypto'

/** Where one function in one test gets its ids from. */
export interface Ids {
  /** A lower-case UUID (CTX-5). */
  request(): string
  /** 32 hexadecimal digits, as in a log stream's name (CTX-8). */
  environment(): string
  /** From 0 to less than 1: for what is left to chance. */
  fraction(): number
}

/** `name` keeps the ids of two functions apart that have the same seed. */
export function createIds(seed: number | undefined, name: string): Ids {
  if (seed === undefined) {
    return {
      request: () => randomUUID(),
      environment: () => randomUUID().replaceAll('-', ''),
      fraction: () => Math.random(),
    }
  }
  let made = 0
  const next = (): string => createHash('sha256').update(`${seed}/${name}/${made++}`).digest('hex').slice(0, 32)
  return {
    request: () => asUuid(next()),
    environment: next,
    fraction: () => Number.parseInt(next().slice(0, 12), 16) / 2 ** 48,
  }
}

/** Version 4 in shape, so that whoever checks the shape is content. */
function asUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
