import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { finished } from 'node:stream/promises'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hearJson, sayJson } from '../../src/vitest/json-lines.js'

async function carried(values: readonly unknown[], size: number): Promise<readonly unknown[]> {
  const [written, read] = [new PassThrough(), new PassThrough()]
  for (const value of values) sayJson(written as unknown as Socket, value)
  const bytes = (written.read() ?? Buffer.alloc(0)) as Buffer
  const heard: unknown[] = []
  hearJson(read as unknown as Socket, (value) => heard.push(value))
  for (let at = 0; at < bytes.length; at += size) read.write(bytes.subarray(at, at + size))
  read.end()
  await finished(read)
  return heard
}

test('values come as they went, wherever the bytes between them were cut', async () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'ä', '€', '😀', '\n', '\r', '\u2028', '\u2029', '"', '\\') })
  const values = fc.array(fc.oneof(letters, fc.jsonValue()), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(values, fc.integer({ min: 1, max: 7 }), async (said, size) => {
      expect(await carried(said, size)).toEqual(JSON.parse(JSON.stringify(said)))
    }),
  )
})
