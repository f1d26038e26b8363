// The same random programs in /tmp of an environment and in a directory of the real disk must give the same results.

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEnvironment, inside, installFiles } from './inside.js'

type Call = readonly [name: string, ...args: unknown[]]

const realRoot = fs.mkdtempSync(path.join(os.tmpdir(), 'same-as-linux-'))
let undo: () => void

beforeAll(() => {
  undo = installFiles()
})
afterAll(() => {
  undo()
  fs.rmSync(realRoot, { recursive: true, force: true })
})

const entry = fc.constantFrom('a', 'b', 'a/b', 'b/a', 'a/b/a')
const flag = fc.constantFrom('r', 'r+', 'w', 'wx', 'w+', 'a', 'ax', 'a+')
const text = fc.constantFrom('', 'x', 'hello', 'a longer text than that')

/** `{ at }` is a path below the root of the run. */
const at = entry.map((name) => ({ at: name }))
const call: fc.Arbitrary<Call> = fc.oneof(
  fc.tuple(fc.constant('writeFileSync'), at, text),
  fc.tuple(fc.constant('writeFileSync'), at, text, fc.record({ flag, mode: fc.constantFrom(0o600, 0o666) })),
  fc.tuple(fc.constant('appendFileSync'), at, text),
  fc.tuple(fc.constant('readFileSync'), at, fc.constant('utf8')),
  fc.tuple(fc.constant('mkdirSync'), at),
  fc.tuple(fc.constant('rmdirSync'), at),
  fc.tuple(fc.constant('rmSync'), at, fc.record({ recursive: fc.boolean(), force: fc.boolean() })),
  fc.tuple(fc.constant('unlinkSync'), at),
  fc.tuple(fc.constant('renameSync'), at, at),
  fc.tuple(fc.constant('copyFileSync'), at, at, fc.constantFrom(0, 1)),
  fc.tuple(fc.constant('linkSync'), at, at),
  fc.tuple(fc.constant('realpathSync'), at),
  fc.tuple(fc.constant('readdirSync'), at),
  fc.tuple(fc.constant('truncateSync'), at, fc.nat(8)),
  fc.tuple(fc.constant('chmodSync'), at, fc.constantFrom(0o700, 0o755)),
  fc.tuple(fc.constant('utimesSync'), at, fc.constant(1), fc.constant(2)),
  fc.tuple(fc.constant('existsSync'), at),
  fc.tuple(fc.constant('accessSync'), at),
  fc.tuple(fc.constant('statSync'), at),
  fc.tuple(fc.constant('lstatSync'), at),
)

const withLinks = fc.oneof(
  call,
  fc.tuple(fc.constant('symlinkSync'), fc.oneof(at, entry), at),
  fc.tuple(fc.constant('readlinkSync'), at),
)
const withTrees = fc.oneof(call, fc.tuple(fc.constant('mkdirSync'), at, fc.record({ recursive: fc.boolean() })))
const program: fc.Arbitrary<readonly Call[]> = fc.oneof(
  fc.array(withLinks, { maxLength: 25 }),
  fc.array(withTrees, { maxLength: 25 }),
)

/** What chance finds once in a hundred thousand programs: what becomes of a copy that leads through a link. */
const copiesThroughLinks: readonly (readonly Call[])[] = [
  [
    ['symlinkSync', 'a/b', { at: 'b' }],
    ['mkdirSync', { at: 'a' }],
    ['copyFileSync', { at: 'a' }, { at: 'b' }, 0],
    ['lstatSync', { at: 'b' }],
    ['lstatSync', { at: 'a/b' }],
  ],
  [
    ['symlinkSync', 'b/a', { at: 'a' }],
    ['writeFileSync', { at: 'b' }, ''],
    ['copyFileSync', { at: 'b' }, { at: 'a' }, 1],
    ['copyFileSync', { at: 'b' }, { at: 'a' }, 0],
  ],
]

function run(root: string, [name, ...args]: Call): unknown {
  const words = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll(root, '<root>') : value)
  const resolved = args.map((arg) => (isPath(arg) ? `${root}/${arg.at}` : arg))
  try {
    const value: unknown = (Reflect.get(fs, name) as (...args: unknown[]) => unknown)(...resolved)
    if (value instanceof fs.Stats) return facts(value)
    return Array.isArray(value) ? value.map(words).sort() : words(value)
  } catch (error) {
    const { code, syscall, errno, message } = error as NodeJS.ErrnoException
    // Node.js 24 has no name for some errors of rm, and with `force` it is silent about a file taken for a directory.
    if (name === 'rmSync' && (code === '' || code === 'ELOOP')) return 'fails'
    if (name === 'rmSync' && code === 'ENOTDIR' && isForced(args[1])) return undefined
    // realpath names the first part of the path that fails; in /tmp it names the path.
    return name === 'realpathSync' ? { code } : { code, syscall, errno, message: words(message) }
  }
}

function isForced(options: unknown): boolean {
  return typeof options === 'object' && options !== null && 'force' in options && options.force === true
}

function isPath(arg: unknown): arg is { at: string } {
  return typeof arg === 'object' && arg !== null && 'at' in arg && typeof arg.at === 'string'
}

/** What others may do is left out: it depends on the mask of whoever runs the tests. */
function facts(stats: fs.Stats): unknown {
  const mode = stats.isSymbolicLink() ? undefined : (stats.mode & ~0o077).toString(8)
  return stats.isFile() ? { mode, size: stats.size, links: stats.nlink } : { mode }
}

/** A program on descriptors: `slot` is the number of an open file among those of the run. */
type Step = readonly [name: string, slot: number, ...args: unknown[]]
const slot = fc.nat(2)
const position = fc.constantFrom(null, 0, 3, 10)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.constant('openSync'), slot, fc.constantFrom('a', 'b'), flag),
  fc.tuple(fc.constant('writeSync'), slot, text, position),
  fc.tuple(fc.constant('writeFileSync'), slot, text),
  fc.tuple(fc.constant('appendFileSync'), slot, text),
  fc.tuple(fc.constant('readSync'), slot, fc.nat(6), position),
  fc.tuple(fc.constant('ftruncateSync'), slot, fc.nat(8)),
  fc.tuple(fc.constant('fstatSync'), slot),
  fc.tuple(fc.constant('closeSync'), slot),
)

function runSteps(root: string, steps: readonly Step[]): unknown[] {
  const open: (number | undefined)[] = []
  const results = steps.map(([name, number, ...args]) => {
    if (name === 'openSync') {
      const fd = run(root, [name, `${root}/${String(args[0])}`, args[1]])
      if (typeof fd === 'number') open[number] = fd
      return typeof fd === 'number' ? 'open' : fd
    }
    const fd = open[number]
    if (fd === undefined) return 'not open'
    // Which number an opening gets next is not compared.
    if (name === 'closeSync') open[number] = undefined
    if (name !== 'readSync') return run(root, [name, fd, ...args])
    const buffer = Buffer.alloc(Number(args[0]))
    return [run(root, [name, fd, buffer, 0, buffer.length, args[1]]), buffer.toString()]
  })
  for (const fd of open) if (fd !== undefined) run(root, ['closeSync', fd])
  return [...results, ...['a', 'b'].map((name) => run(root, ['readFileSync', `${root}/${name}`, 'utf8']))]
}

// The real disk is the model here, and only Linux has the one that Lambda has.
describe.runIf(process.platform === 'linux')('/tmp of an environment', () => {
  test('does what a Linux file system does with open files', { timeout: 60_000 }, () => {
    let runs = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const real = path.join(realRoot, `descriptors-${runs++}`)
        fs.mkdirSync(real)
        const expected = runSteps(real, steps)
        fs.rmSync(real, { recursive: true, force: true })
        const received = inside(createEnvironment(), () => {
          fs.mkdirSync('/tmp/root')
          return runSteps('/tmp/root', steps)
        })
        expect(received).toEqual(expected)
      }),
      { numRuns: 100 },
    )
  })

  test('does what a Linux file system does', { timeout: 60_000 }, () => {
    let runs = 0
    fc.assert(
      fc.property(program, (calls) => {
        const real = path.join(realRoot, String(runs++))
        fs.mkdirSync(real)
        const expected = calls.map((each) => run(real, each))
        const environment = createEnvironment()
        const received = inside(environment, () => {
          fs.mkdirSync('/tmp/root')
          return calls.map((each) => run('/tmp/root', each))
        })
        fs.rmSync(real, { recursive: true, force: true })
        // Where links lead in a circle, memfs gives other errors than Linux for some calls.
        const loop = expected.findIndex((result) => JSON.stringify(result ?? null).includes('ELOOP'))
        const compared = loop < 0 ? expected.length : loop
        expect(received.slice(0, compared)).toEqual(expected.slice(0, compared))
      }),
      { numRuns: 100, examples: copiesThroughLinks.map((calls) => [calls]) },
    )
  })
})
