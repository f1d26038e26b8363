import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../../src/sandbox/in-process/leaks/frames.js'
import { isHousekeeping, isPart } from '../../../../src/sandbox/in-process/leaks/housekeeping.js'
import type { Left } from '../../../../src/sandbox/in-process/leaks/left.js'

function frames(...files: readonly (string | readonly [string, string])[]): Frame[] {
  return files.map((given) => {
    const [file, name] = typeof given === 'string' ? [given, 'work'] : given
    const owner = file.startsWith('node:') ? 'node' : file.includes('node_modules') ? 'package' : 'user'
    return { owner, name, called: name, file, awaiting: false, key: file, site: {} as NodeJS.CallSite }
  })
}

const inPackage = (name: string): string => `/app/node_modules/${name}/index.js`
const left = (kind: Left['kind'], handedOver = false): Left => ({ kind, handedOver }) as Left

describe('a timer', () => {
  test.each(['pg-pool', 'ioredis', 'undici', '@redis/client', '@smithy/node-http-handler', '@mswjs/interceptors'])(
    'that %s sets, called by the user, is that package’s own concern',
    (name) => {
      expect(isHousekeeping(frames(inPackage(name), '/app/handler.ts'))).toBe(true)
      expect(isHousekeeping(frames('node:events', inPackage(name)))).toBe(true)
    },
  )

  test.each(['lodash.debounce', 'p-retry', 'delay', '@smithy/util-retry'])(
    'that %s sets for the user is the user’s',
    (name) => {
      expect(isHousekeeping(frames(inPackage(name), '/app/handler.ts'))).toBe(false)
    },
  )

  test('that the user sets in a callback of a pool is the user’s', () => {
    expect(isHousekeeping(frames('/app/handler.ts', inPackage('pg-pool')))).toBe(false)
    expect(isHousekeeping([])).toBe(false)
  })
})

describe('a piece of work', () => {
  test('that an HTTP client needs for a request is a part of it', () => {
    const agent = frames('node:net', 'node:_http_agent', '/app/handler.ts')
    expect(isPart(left('socket'), agent)).toBe(true)
    expect(isPart(left('socket'), frames('node:net', inPackage('undici')))).toBe(true)
    expect(isPart(left('socket'), frames('node:net', '/app/handler.ts'))).toBe(false)
    expect(isPart(left('socket'), frames('node:net', inPackage('pg')))).toBe(false)
  })

  test('that looks a name up for a connection is a part of it, and for its own sake it is not', () => {
    expect(isPart(left('dns'), frames('node:dns', 'node:net', '/app/handler.ts'))).toBe(true)
    expect(isPart(left('dns'), frames('node:dns', '/app/handler.ts'))).toBe(false)
  })

  test('that undici compiles for requests to come is its own, and what the user compiles is not', () => {
    expect(isPart(left('import'), frames('node:internal/deps/undici/undici', '/app/handler.ts'))).toBe(true)
    expect(isPart(left('import'), frames(inPackage('undici'), '/app/handler.ts'))).toBe(true)
    expect(isPart(left('import'), frames('/app/handler.ts'))).toBe(false)
    expect(isPart(left('import'), frames(inPackage('argon2'), '/app/handler.ts'))).toBe(false)
  })

  test('that closes a file, or that a stream does for itself, is no work of its own', () => {
    expect(isPart(left('file'), frames(['node:fs', 'close'], '/app/handler.ts'))).toBe(true)
    expect(isPart(left('file'), frames(['node:internal/fs/streams', 'open']))).toBe(true)
    expect(isPart(left('file'), frames(['node:fs', 'writeFile'], '/app/handler.ts'))).toBe(false)
    expect(isPart(left('file'), frames('/app/close.ts'))).toBe(false)
  })

  test('of a user who waits for the write itself expects no answer, of a driver it does', () => {
    expect(isPart(left('socket', true), frames('node:net', '/app/handler.ts'))).toBe(true)
    expect(isPart(left('socket', true), frames('node:net', inPackage('mysql2')))).toBe(false)
  })

  test('of any other kind is never a part', () => {
    for (const kind of ['fetch', 'http', 'child-process', 'worker'] as const) {
      expect(isPart(left(kind), frames('node:net', 'node:_http_agent'))).toBe(false)
    }
  })
})
