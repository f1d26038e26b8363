// What the flags of an open call ask for.

import { constants } from 'node:fs'

export interface OpenIntent {
  /** Opens for writing, or empties the file. */
  readonly writes: boolean
  readonly creates: boolean
  readonly exclusive: boolean
}

/** Linux's numbers, which memfs uses on every host. */
const LINUX = {
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 64,
  O_EXCL: 128,
  O_TRUNC: 512,
  O_APPEND: 1024,
  O_DIRECTORY: 65_536,
  O_NOFOLLOW: 131_072,
} as const

type FlagName = keyof typeof LINUX

/** Flags as memfs takes them: strings as they are, numbers from the host's to Linux's. */
export function linuxFlags(flags: unknown, host: Readonly<Record<string, unknown>> = constants): unknown {
  if (typeof flags !== 'number') return flags ?? 'r'
  let linux = 0
  for (const name of Object.keys(LINUX) as FlagName[]) {
    const bit = host[name]
    if (typeof bit === 'number' && bit !== 0 && (flags & bit) === bit) linux |= LINUX[name]
  }
  return linux
}

/** Reads the flags of `fs.open`: a number, or one of Node's strings (https://nodejs.org/api/fs.html#file-system-flags). */
export function openIntent(flags: unknown): OpenIntent {
  if (typeof flags === 'string') return stringIntent(flags)
  const linux = linuxFlags(flags)
  const bits = typeof linux === 'number' ? linux : 0
  return {
    writes: (bits & (LINUX.O_WRONLY | LINUX.O_RDWR | LINUX.O_TRUNC)) !== 0,
    creates: (bits & LINUX.O_CREAT) !== 0,
    exclusive: (bits & LINUX.O_EXCL) !== 0,
  }
}

function stringIntent(flags: string): OpenIntent {
  const reads = flags.includes('r')
  return { writes: !reads || flags.includes('+'), creates: !reads, exclusive: flags.includes('x') }
}
