import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { CallSite } from '../../../../src/effects/clock/call-site.js'
import {
  type Frame,
  framesOf,
  nearest,
  packageOf,
  placeOf,
  userFrame,
  userPlace,
} from '../../../../src/sandbox/in-process/leaks/frames.js'
import { lineAt, markAt } from './lines.js'

/** Types that are gone when the code runs, so that lines and columns of both differ. */
interface Padding {
  readonly name: string
  readonly sizes: readonly {
    readonly width: number
    readonly height: number
  }[]
}

enum Level {
  Low = 'low',
  High = 'high',
}

function here(): CallSite {
  return new CallSite(here)
}

function caller(padding: Padding, level: Level = Level.High): CallSite {
  return padding.name === level ? here() : here() // here
}

function made(file: string, name = 'work', more: Partial<Frame> = {}): Frame {
  const owner = file.startsWith('node:') ? 'node' : file.includes('node_modules') ? 'package' : 'user'
  const site = {} as NodeJS.CallSite
  return { owner, name, file, called: name, awaiting: false, key: `${file}:1:1`, site, ...more }
}

/** A frame that a source map shows there. */
function mappedTo(source: string): NodeJS.CallSite {
  vi.spyOn(Error, 'prepareStackTrace').mockImplementation((_error, sites) =>
    ['Error', ...sites.map(String)].join('\n    at '),
  )
  return { toString: () => `work (${source})` } as NodeJS.CallSite
}

afterEach(() => vi.restoreAllMocks())

describe('framesOf()', () => {
  test('tells the user’s code from Node’s, from packages’ and from the engine’s', () => {
    const [site] = [1].map(() => caller({ name: 'x', sizes: [] }))
    const { frames, ours } = framesOf(site as CallSite)
    expect(frames.slice(0, 3).map(({ owner, name }) => [owner, name])).toEqual([
      ['user', 'caller'],
      ['user', ''],
      ['engine', 'map'],
    ])
    expect(frames.some(({ owner, file }) => owner === 'package' && file.includes('vitest'))).toBe(true)
    expect(ours).toBe(false)
  })

  test('takes WebAssembly, which has no source, for the engine’s', () => {
    const raw = { getFileName: () => 'wasm://wasm/0003b9d6', isNative: () => false } as NodeJS.CallSite
    const { frames } = framesOf({ frames: [raw] } as unknown as CallSite)
    expect(frames.map(({ owner }) => owner)).toEqual(['engine'])
  })

  test('ends where this package was entered, unless nobody’s code but the function’s lies behind', () => {
    const ours = fileURLToPath(new URL('../../../../src/effects/stage.ts', import.meta.url))
    const frames = [ours, 'node:async_hooks', '/a/handler.ts'].map(
      (file) => ({ getFileName: () => file, isNative: () => false }) as NodeJS.CallSite,
    )
    const site = { frames } as unknown as CallSite
    const [inProcess, inThread] = [framesOf(site), framesOf(site, undefined, 'function')]
    expect(inProcess.frames).toEqual([])
    expect(inThread.frames.map(({ owner }) => owner)).toEqual(['node', 'user'])
  })

  test('gives the same place the same key, and another another', () => {
    const [first, again] = [1, 2].map(() => caller({ name: 'x', sizes: [] }))
    const keys = [first, again].map((site) => framesOf(site as CallSite).frames[0]?.key)
    expect(keys[0]).toBe(keys[1])
    expect(framesOf(here()).frames[0]?.key).not.toBe(keys[0])
  })

  test('says which frames only await what the others do', async () => {
    async function inner(): Promise<CallSite> {
      await Promise.resolve()
      return here()
    }
    async function outer(): Promise<CallSite> {
      return await inner()
    }
    const { frames } = framesOf(await outer())
    const own = frames.filter(({ owner }) => owner === 'user')
    expect(own.slice(0, 2).map(({ name, awaiting }) => [name, awaiting])).toEqual([
      ['inner', false],
      ['outer', true],
    ])
  })
})

describe('placeOf()', () => {
  test('is in the TypeScript source, relative to the root', () => {
    const frame = framesOf(caller({ name: 'x', sizes: [] })).frames[0] as Frame
    expect(placeOf(frame, process.cwd())).toMatch(/^test\/sandbox\/in-process\/leaks\/frames\.test\.ts:\d+:\d+$/)
    expect(markAt(frame)).toBe('here')
    expect(lineAt(placeOf(frame, process.cwd()))).toContain('return padding.name === level')
  })

  test('is absolute for what is not below the root', () => {
    const frame = framesOf(here()).frames[0] as Frame
    expect(
      placeOf(frame, '/elsewhere').endsWith(
        'frames.test.ts:'.concat(placeOf(frame, '/elsewhere').split(':').slice(-2).join(':')),
      ),
    ).toBe(true)
    expect(placeOf(frame, '/elsewhere')).toMatch(/^(?:\/|[A-Za-z]:)/)
  })
})

describe('userPlace()', () => {
  test('is where the nearest code of the user is, in its source', () => {
    const [site] = [1].map(() => here()) // passed over: map
    expect(lineAt(userPlace(site as CallSite, process.cwd()) ?? '')).toContain('// passed over: map')
  })

  test('is nowhere where no code of the user led', () => {
    expect(userPlace(new CallSite(here, 0), process.cwd())).toBeUndefined()
  })
})

describe('nearest()', () => {
  test('is the first of the user’s, also where it only awaits', () => {
    const waiting = made('/a/handler.ts', 'handler', { awaiting: true })
    expect(nearest([made('node:net'), made('/a/node_modules/b/c.js'), waiting, made('/a/other.ts')])).toBe(waiting)
    expect(nearest([made('node:net')])).toBeUndefined()
  })

  test('is none of those that a source map finds in a package, in a bundle', () => {
    const sources = ['/a/node_modules/@smithy/core/index.js:3:9', '/a/src/handler.ts:7:20']
    const bundled = sources.map((source) => made('/a/dist/handler.js', 'work', { site: mappedTo(source) }))
    expect(nearest(bundled)).toBe(bundled[1])
    expect(nearest(bundled.slice(0, 1))).toBeUndefined()
  })
})

describe('packageOf()', () => {
  test.each([
    ['/app/node_modules/pg-pool/index.js', 'pg-pool'],
    ['file:///app/node_modules/@smithy/core/dist/index.js', '@smithy/core'],
    ['/app/node_modules/a/node_modules/b/index.js', 'b'],
    ['C:\\app\\node_modules\\@smithy\\core\\index.js', '@smithy/core'],
    ['/app/src/handler.ts', undefined],
    ['node:net', undefined],
  ])('of %s is %s', (file, name) => {
    expect(packageOf(made(file))).toBe(name)
  })
})

describe('userFrame()', () => {
  const [node, package_, user] = [made('node:net'), made('/a/node_modules/b/c.js'), made('/a/handler.ts')]

  test('is the nearest of the user’s, from a given one on', () => {
    const other = made('/a/other.ts')
    expect(userFrame([node, package_, user, other])).toBe(user)
    expect(userFrame([user, package_, other], 1)).toBe(other)
  })

  test('is none where the nearest only awaits, and where there is none', () => {
    expect(userFrame([node, made('/a/handler.ts', 'handler', { awaiting: true }), user])).toBeUndefined()
    expect(userFrame([node, package_])).toBeUndefined()
  })
})
