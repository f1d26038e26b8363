// Computes or blocks without an end, each way on a line of its own.

import { readdirSync, statSync, writeFileSync, mkdirSync, symlinkSync, readlinkSync } from 'node:fs'

let invocations = 0

const ways: Record<string, () => unknown> = {
  count: () => invocations,
  loop: () => {
    for (;;); // here: loop
  },
  block: () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) // here: block
  },
  regex: () => /^(?:a+)+$/.test(`${'a'.repeat(60)}!`), // here: regex
  deferred: () => {
    setTimeout(() => {
      for (;;); // here: deferred
    }, 10)
    return 'answered'
  },
  promises: async () => {
    for (;;) await Promise.resolve() // here: promises
  },
  lines: () => {
    for (let count = 0; ; count++) if (count < 3) console.log('line', count)
  },
  logs: () => {
    for (;;) console.log('again and again') // here: logs
  },
  writes: () => {
    for (;;) writeFileSync('/tmp/again', 'and again') // here: writes
  },
  fill: () => {
    mkdirSync('/tmp/deep/er', { recursive: true, mode: 0o700 })
    writeFileSync('/tmp/deep/er/secret', 'for my eyes', { mode: 0o600 })
    writeFileSync('/tmp/large', Buffer.alloc(300 * 1024, 7))
    symlinkSync('/tmp/deep/er/secret', '/tmp/link')
    for (;;); // here: fill
  },
  look: () => ({
    mode: statSync('/tmp/deep/er/secret').mode & 0o777,
    folder: statSync('/tmp/deep/er').mode & 0o777,
    large: statSync('/tmp/large').size,
    link: readlinkSync('/tmp/link'),
    names: readdirSync('/tmp').toSorted(),
  }),
}

if (process.env['INIT'] === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0) // here: init
if (process.env['INIT'] === 'loop') for (;;); // here: init loop

export const handler = async ({ way }: { readonly way: string }): Promise<unknown> => {
  invocations++
  return ways[way]?.()
}
