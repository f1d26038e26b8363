import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { busy, createWork, describe as inWords } from '../../../src/effects/work/work.js'
import { environment, recordBegun, turns } from './environment.js'
import { httpServer } from './loopback.js'

const text = 'lambda '.repeat(10_000)

describe('each way to compress is under way until it has answered', () => {
  test.each<[string, () => Promise<Uint8Array>]>([
    ['gzip', () => promisify(zlib.gzip)(text)],
    ['gunzip', () => promisify(zlib.gunzip)(zlib.gzipSync(text))],
    ['deflateRaw', () => promisify(zlib.deflateRaw)(text)],
    ['unzip', () => promisify(zlib.unzip)(zlib.gzipSync(text))],
    ['brotliCompress', () => promisify(zlib.brotliCompress)(text)],
    ['brotliDecompress', () => promisify(zlib.brotliDecompress)(zlib.brotliCompressSync(text))],
  ])('%s', async (name, start) => {
    using env = environment()
    const result = env.run(start)
    expect(inWords(env.state)).toEqual([name])
    expect((await result).length).toBeGreaterThan(0)
    expect(busy(env.state)).toBe(0)
  })
})

test('a compression stream is idle between its chunks', async () => {
  using env = environment()
  const stream = env.run(() => zlib.createGzip())
  expect(busy(env.state)).toBe(0)
  const written = new Promise((resolve) => env.run(() => stream.write(text, resolve)))
  expect(inWords(env.state)).toEqual(['gzip'])
  await written
  expect(busy(env.state)).toBe(0)
  stream.destroy()
})

test('a pipeline through a compression stream is under way until it ends', async () => {
  using env = environment()
  const begun = recordBegun(env.state)
  const compressed: Uint8Array[] = []
  await env.run(() =>
    pipeline(Readable.from([text, text]), zlib.createGzip(), async (chunks) => {
      for await (const chunk of chunks) compressed.push(chunk as Uint8Array)
    }),
  )
  expect(begun.length).toBeGreaterThanOrEqual(2)
  expect(new Set(begun)).toEqual(new Set(['gzip']))
  expect(busy(env.state)).toBe(0)
  expect(zlib.gunzipSync(Buffer.concat(compressed)).toString()).toBe(text + text)
})

test('a CompressionStream of the web is under way as well', async () => {
  using env = environment()
  const begun = recordBegun(env.state)
  const result = await env.run(() => {
    const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
    return new Response(stream).bytes()
  })
  expect(zlib.gunzipSync(result).toString()).toBe(text)
  expect(begun).toContain('gzip')
  expect(busy(env.state)).toBe(0)
})

test('corrupt input, which never calls back, is not under way for ever', async () => {
  using env = environment()
  await expect(env.run(() => promisify(zlib.gunzip)(Buffer.from('not compressed at all')))).rejects.toThrow('header')
  expect(busy(env.state)).toBe(0)
})

test('a stream that is destroyed while its chunk is compressed is over', async () => {
  using env = environment()
  const stream = env.run(() => zlib.createGzip())
  env.run(() => stream.write(text))
  expect(busy(env.state)).toBe(1)
  stream.destroy()
  expect(busy(env.state)).toBe(0)
})

test('compression of the test itself and synchronous compression are not counted', async () => {
  using env = environment()
  const outside = promisify(zlib.gzip)(text)
  env.run(() => zlib.gzipSync(text))
  expect(busy(env.state)).toBe(0)
  await outside
})

test('a compressed response on a connection that the test opened is decoded for the environment', async () => {
  await using server = await httpServer((_request, response) => {
    response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync(text))
  })
  using env = environment()
  await fetch(server.url).then((response) => response.text())
  await turns(2)
  const begun = recordBegun(env.state)
  expect(await env.run(() => fetch(server.url).then((response) => response.text()))).toBe(text)
  expect(begun).toContain('gunzip')
  expect(busy(env.state)).toBe(0)
})

test('a decoder made for one environment does not count for the environment that opened the connection', async () => {
  await using server = await httpServer((_request, response) => {
    response.setHeader('content-encoding', 'gzip').end(zlib.gzipSync(text))
  })
  using env = environment()
  const other = createWork()
  await env.runIn(other, () => fetch(server.url).then((response) => response.text()))
  await turns(2)
  const begun = { here: recordBegun(env.state), other: recordBegun(other) }
  expect(await env.run(() => fetch(server.url).then((response) => response.text()))).toBe(text)
  expect(begun.here).toContain('gunzip')
  expect(begun.other).toEqual([])
})
