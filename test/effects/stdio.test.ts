import { AsyncLocalStorage } from 'node:async_hooks'
import { Buffer } from 'node:buffer'
import process, { stdout } from 'node:process'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStdio, type StandardStream, stdioEffect, type StdioState } from '../../src/effects/stdio.js'

interface Environment {
  readonly stdio: StdioState
  readonly written: [StandardStream, string][]
}

const inside = new AsyncLocalStorage<Environment>()

function install(): void {
  onTestFinished(stdioEffect.install(() => inside.getStore()?.stdio))
}

function environment(): Environment {
  const written: [StandardStream, string][] = []
  return { written, stdio: createStdio({ write: (stream, text) => void written.push([stream, text]) }) }
}

function textOf(run: () => void): string {
  const created = environment()
  inside.run(created, run)
  return created.written.map(([, text]) => text).join('')
}

test('what is written to stdout and stderr goes to the environment as it is, and the answer is true [LOG-15]', () => {
  install()
  const created = environment()
  const answers = inside.run(created, () => [
    process.stdout.write('no newline'),
    process.stderr.write('two\nlines\n'),
    stdout.write('named import'),
  ])
  expect(answers).toEqual([true, true, true])
  expect(created.written).toEqual([
    ['stdout', 'no newline'],
    ['stderr', 'two\nlines\n'],
    ['stdout', 'named import'],
  ])
})

test('bytes, views and encoded strings are written as the text they stand for', () => {
  install()
  const text = textOf(() => {
    process.stdout.write(Buffer.from('buffer '))
    process.stdout.write(new Uint8Array([0x61, 0x20]))
    process.stdout.write(new DataView(new Uint8Array([0x7a, 0x62, 0x20, 0x7a]).buffer, 1, 2) as unknown as Uint8Array)
    process.stdout.write('aGkg', 'base64')
    process.stdout.write('68c3a9', 'hex')
    process.stdout.write('', 'utf8')
    process.stdout.write(' é', 'utf8')
  })
  expect(text).toBe('buffer a b hi hé é')
})

test('any text arrives whole however its bytes are cut into writes', () => {
  install()
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat({ max: 5 })), (text, sizes) => {
      const bytes = Buffer.from(text)
      const written = textOf(() => {
        let at = 0
        for (const size of sizes) process.stdout.write(bytes.subarray(at, (at += size)))
        process.stdout.write(bytes.subarray(at))
      })
      expect(written).toBe(bytes.toString())
    }),
  )
})

test('bytes cut off in one environment or stream do not mix with those of another', () => {
  install()
  const [a, b] = [environment(), environment()]
  const [first, rest] = [Buffer.from('é').subarray(0, 1), Buffer.from('é').subarray(1)]
  inside.run(a, () => process.stdout.write(first))
  inside.run(a, () => process.stderr.write('a'))
  inside.run(b, () => process.stdout.write('b'))
  inside.run(a, () => process.stdout.write(rest))
  expect([a.written, b.written]).toEqual([
    [
      ['stderr', 'a'],
      ['stdout', 'é'],
    ],
    [['stdout', 'b']],
  ])
})

test('callbacks are called later, without an error, in the context of the caller', async () => {
  install()
  const created = environment()
  const order: unknown[] = []
  await inside.run(
    created,
    () =>
      new Promise<void>((resolve) => {
        process.stdout.write('a', (error) => order.push(['callback', error, inside.getStore() === created]))
        process.stdout.write('b', 'utf8', () => resolve())
        order.push('returned')
      }),
  )
  expect(order).toEqual(['returned', ['callback', null, true]])
})

test.each([[null], [undefined], [5], [{}]])("writing %o is Node's own error", (chunk) => {
  install()
  const real = outcome(() => new PassThrough().write(chunk as unknown as string))
  expect(real).toHaveProperty('code')
  expect(outcome(() => inside.run(environment(), () => process.stdout.write(chunk as unknown as string)))).toEqual(real)
})

test("an unknown encoding is Node's own error", () => {
  install()
  const created = environment()
  expect(() =>
    inside.run(created, () => process.stdout.write('x', 'klingon' as BufferEncoding)),
  ).toThrowErrorMatchingInlineSnapshot(`[TypeError: Unknown encoding: klingon]`)
})

test('a stream that is piped or pipelined to stdout is written, and stdout stays open', async () => {
  install()
  const created = environment()
  await inside.run(created, () => pipeline(Readable.from(['one ', 'two ']), process.stdout, { end: false }))
  await inside.run(created, async () => {
    for await (const _ of Readable.from(['three']).pipe(new PassThrough())) process.stdout.write('three')
  })
  expect(created.written.map(([, text]) => text).join('')).toBe('one two three')
  expect(process.stdout.writableEnded).toBe(false)
})

test('ending stdout writes what is left and does not end it for the test process', async () => {
  install()
  const created = environment()
  await inside.run(created, () => new Promise<void>((resolve) => process.stdout.end('last', resolve)))
  await inside.run(created, () => new Promise<void>((resolve) => process.stdout.end(resolve)))
  inside.run(created, () => process.stdout.write(' and more'))
  expect(created.written.map(([, text]) => text).join('')).toBe('last and more')
  expect([process.stdout.writableEnded, process.stdout.destroyed]).toEqual([false, false])
})

test('a `write` that an environment assigns is its own, and one taken before is still routed', () => {
  install()
  const [a, b] = [environment(), environment()]
  const captured = process.stdout.write.bind(process.stdout)
  const mine: unknown[] = []
  inside.run(a, () => {
    const before = process.stdout.write
    process.stdout.write = (chunk: unknown) => {
      mine.push(chunk)
      return Reflect.apply(before, process.stdout, [`[${String(chunk)}]`]) as boolean
    }
    process.stdout.write('wrapped')
  })
  inside.run(b, () => process.stdout.write('b'))
  inside.run(b, () => captured('captured'))
  expect([mine, a.written, b.written]).toEqual([
    ['wrapped'],
    [['stdout', '[wrapped]']],
    [
      ['stdout', 'b'],
      ['stdout', 'captured'],
    ],
  ])
})

test("the test's own writes are the real stream's, and a spy of the test sees those of an environment pass", () => {
  install()
  const spy = vi.spyOn(process.stdout, 'write')
  onTestFinished(() => spy.mockRestore())
  const created = environment()
  inside.run(created, () => process.stdout.write('inside'))
  expect([spy.mock.calls, created.written]).toEqual([[['inside']], [['stdout', 'inside']]])
  spy.mockRestore()
  expect(textOf(() => process.stdout.write('again'))).toBe('again')
})

test('`write` differs from the class so that pino prefers it to the descriptor', () => {
  install()
  const { constructor } = process.stdout as unknown as { constructor: { prototype: { write: unknown } } }
  expect(process.stdout.write).not.toBe(constructor.prototype.write)
})

test('the undo restores the exact properties of both streams', () => {
  const before = look()
  const undo = stdioEffect.install(() => inside.getStore()?.stdio)
  expect(look()).not.toEqual(before)
  undo()
  expect(look()).toEqual(before)
})

function outcome(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    const { name, message, code } = error as Error & { code?: string }
    return { name, message, code }
  }
}

function look(): unknown[] {
  return [process.stdout, process.stderr].flatMap((stream) => [
    Object.getOwnPropertyDescriptor(stream, 'write'),
    Object.getOwnPropertyDescriptor(stream, 'end'),
  ])
}
