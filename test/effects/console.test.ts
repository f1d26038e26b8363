import { AsyncLocalStorage } from 'node:async_hooks'
import nodeConsole, { log as namedLog } from 'node:console'
import { createRequire } from 'node:module'
import process from 'node:process'
import { inspect } from 'node:util'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type ConsoleState, consoleEffect, createConsole } from '../../src/effects/console.js'
import { createStdio, stdioEffect, type StdioState } from '../../src/effects/stdio.js'

interface Environment {
  readonly console: ConsoleState
  readonly stdio: StdioState
  /** What was written, in order. */
  readonly lines: unknown[][]
}

const inside = new AsyncLocalStorage<Environment>()

function install(): void {
  onTestFinished(stdioEffect.install(() => inside.getStore()?.stdio))
  onTestFinished(consoleEffect.install(() => inside.getStore()?.console))
}

function environment(): Environment {
  const lines: unknown[][] = []
  return {
    lines,
    console: createConsole({ write: (level, method, args) => void lines.push([level, method, ...args]) }),
    stdio: createStdio({ write: (stream, text) => void lines.push([stream, text]) }),
  }
}

function linesOf(run: () => void): unknown[][] {
  const { lines, ...rest } = environment()
  inside.run({ lines, ...rest }, run)
  return lines
}

test('each level method writes a line of its level, with all its arguments [LOG-14]', () => {
  install()
  const lines = linesOf(() => {
    console.trace('t', 1)
    console.debug('d')
    console.log('l', { a: 1 })
    console.info('i')
    console.warn('w')
    console.error('e')
    ;(console as unknown as { fatal: (text: string) => void }).fatal('f')
    console.warn()
  })
  expect(lines).toEqual([
    ['TRACE', 'trace', 't', 1],
    ['DEBUG', 'debug', 'd'],
    ['INFO', 'log', 'l', { a: 1 }],
    ['INFO', 'info', 'i'],
    ['WARN', 'warn', 'w'],
    ['ERROR', 'error', 'e'],
    ['FATAL', 'fatal', 'f'],
    ['WARN', 'warn'],
  ])
})

test('a table is an INFO line, a failed assertion a WARN line, a group does not indent lines [LOG-14]', () => {
  install()
  const lines = linesOf(() => {
    console.table([{ a: 1 }])
    console.group('group')
    console.log('inside')
    console.groupEnd()
    console.count()
    console.count('mine')
    console.count()
    console.assert(false, 'assertion')
    console.assert(true, 'not')
  })
  expect(lines).toEqual([
    ['INFO', 'log', '┌─────────┬───┐\n│ (index) │ a │\n├─────────┼───┤\n│ 0       │ 1 │\n└─────────┴───┘'],
    ['INFO', 'log', 'group'],
    ['INFO', 'log', 'inside'],
    ['INFO', 'log', 'default: 1'],
    ['INFO', 'log', 'mine: 1'],
    ['INFO', 'log', 'default: 2'],
    ['WARN', 'warn', 'Assertion failed: assertion'],
  ])
})

test('dir and dirxml write bare text to stdout, indented by groups [LOG-14]', () => {
  install()
  const lines = linesOf(() => {
    console.dir({ a: { b: { c: {} } } }, { depth: 0 })
    console.group()
    console.dirxml({ a: 1 })
  })
  expect(lines).toEqual([
    ['stdout', '{ a: [Object] }\n'],
    ['stdout', '  { a: 1 }\n'],
  ])
})

test("timers of the console measure with the environment's own clock", () => {
  install()
  const times: [number, number][] = [[2, 345_000_000]]
  vi.spyOn(process, 'hrtime').mockImplementation(() => times.shift() ?? [0, 0])
  onTestFinished(() => vi.mocked(process.hrtime).mockRestore())
  const lines = linesOf(() => {
    console.time('work')
    times.push([1, 500_000_000])
    console.timeLog('work', { step: 1 })
    console.timeEnd('work')
  })
  expect(lines).toEqual([
    ['INFO', 'log', '%s: %s', 'work', '1.500s', { step: 1 }],
    ['INFO', 'log', '%s: %s', 'work', '0ms'],
  ])
})

test('counts, groups and timers of two environments are apart', () => {
  install()
  const [a, b] = [environment(), environment()]
  for (const each of [a, b, a]) inside.run(each, () => console.count())
  expect([a.lines, b.lines]).toEqual([
    [
      ['INFO', 'log', 'default: 1'],
      ['INFO', 'log', 'default: 2'],
    ],
    [['INFO', 'log', 'default: 1']],
  ])
})

test('a package that took `console` or its methods once writes to whatever environment calls it, or to the test', () => {
  install()
  const [a, b] = [environment(), environment()]
  const taken = inside.run(a, () => ({ console, log: console.log, table: console.table }))
  inside.run(b, () => {
    taken.console.warn('object')
    taken.log('method')
    taken.table(1)
  })
  expect([a.lines, b.lines]).toEqual([
    [],
    [
      ['WARN', 'warn', 'object'],
      ['INFO', 'log', 'method'],
      ['INFO', 'log', 1],
    ],
  ])
  const spies = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'log'), vi.spyOn(console, 'table')]
  onTestFinished(() => spies.forEach((spy) => spy.mockRestore()))
  for (const spy of spies) spy.mockImplementation(() => undefined)
  taken.console.warn('object')
  taken.log('method')
  taken.table(1)
  expect(spies.map((spy) => spy.mock.calls)).toEqual([[['object']], [['method']], [[1]]])
})

test('the console of the test, and spies on it, hear nothing of an environment', () => {
  const spy = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  onTestFinished(() => spy.mockRestore())
  const before = console
  install()
  expect(linesOf(() => console.log('inside'))).toEqual([['INFO', 'log', 'inside']])
  console.log('outside')
  expect(spy.mock.calls).toEqual([['outside']])
  expect(console).toBe(before)
})

test("fatal, called outside where the test's console has none, is an error of the test's console", () => {
  install()
  const fatal = inside.run(environment(), () => (console as unknown as { fatal: (text: string) => void }).fatal)
  const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => spy.mockRestore())
  fatal('last words')
  expect(spy.mock.calls).toEqual([['last words']])
})

test('what an environment assigns to the console stays there, and its tables print through it', () => {
  install()
  const [a, b] = [environment(), environment()]
  const mine: unknown[][] = []
  inside.run(a, () => {
    console.log = (...args: unknown[]) => void mine.push(args)
    Object.assign(console, { custom: () => 'custom' })
    console.log('log')
    console.info('info')
    console.table(1)
  })
  expect([mine, a.lines]).toEqual([[['log'], [1]], [['INFO', 'info', 'info']]])
  expect(inside.run(b, () => ['custom' in console, typeof console.log])).toEqual([false, 'function'])
  expect('custom' in console).toBe(false)
  expect(linesOf(() => console.log('another'))).toEqual([['INFO', 'log', 'another']])
})

test('a spy that code of an environment puts on the console is its own', () => {
  install()
  const a = environment()
  const spy = inside.run(a, () => vi.spyOn(console, 'warn').mockImplementation(() => undefined))
  inside.run(a, () => console.warn('spied'))
  expect([spy.mock.calls, a.lines]).toEqual([[['spied']], []])
  expect(vi.isMockFunction(console.warn)).toBe(false)
  inside.run(a, () => spy.mockRestore())
  inside.run(a, () => console.warn('restored'))
  expect(a.lines).toEqual([['WARN', 'warn', 'restored']])
})

test('a console that code of an environment puts in place of the whole object is its own', () => {
  install()
  const [a, b] = [environment(), environment()]
  const before = console
  inside.run(a, () => (globalThis.console = { log: () => 'mine' } as unknown as Console))
  expect(inside.run(a, () => (console.log as () => unknown)())).toBe('mine')
  expect(linesOf(() => console.log('b'))).toEqual([['INFO', 'log', 'b']])
  expect([console, inside.run(b, () => console === before)]).toEqual([before, false])
})

test('console._stdout and console._stderr, to which winston writes, are the streams of the process', () => {
  install()
  const lines = linesOf(() => {
    const { _stdout, _stderr } = console as unknown as Record<'_stdout' | '_stderr', NodeJS.WriteStream>
    _stdout.write('to stdout')
    _stderr.write('to stderr')
  })
  expect(lines).toEqual([
    ['stdout', 'to stdout'],
    ['stderr', 'to stderr'],
  ])
})

test('a Console of its own, as Powertools makes, writes to the streams of the process', () => {
  install()
  const lines = linesOf(() => {
    const own = new console.Console({ stdout: process.stdout, stderr: process.stderr })
    own.log('json')
    own.error('bad')
  })
  expect(lines).toEqual([
    ['stdout', 'json\n'],
    ['stderr', 'bad\n'],
  ])
})

test('node:console is routed however it was taken: default, named, required, captured', () => {
  const { log: capturedBefore } = nodeConsole
  install()
  const required = createRequire(import.meta.url)('console') as Console
  const { error: capturedOutside } = required
  const lines = linesOf(() => {
    nodeConsole.log('default')
    namedLog('named')
    required.table(1)
    capturedOutside('captured')
    ;(required as unknown as { fatal: (text: string) => void }).fatal('fatal')
    nodeConsole.warn = () => undefined
    nodeConsole.warn('replaced')
  })
  expect(lines).toEqual([
    ['INFO', 'log', 'default'],
    ['INFO', 'log', 'named'],
    ['INFO', 'log', 1],
    ['ERROR', 'error', 'captured'],
    ['FATAL', 'fatal', 'fatal'],
  ])
  expect(linesOf(() => nodeConsole.warn('another'))).toEqual([['WARN', 'warn', 'another']])
  expect(typeof capturedBefore).toBe('function')
})

test('the console looks like a console inside: its class, its methods, its name', () => {
  install()
  const seen = inside.run(environment(), () => [
    Object.prototype.toString.call(console),
    'fatal' in console,
    Object.keys(console).includes('table'),
    typeof console.Console,
    inspect(console.log),
  ])
  expect(seen).toEqual(['[object console]', true, true, 'function', '[Function: log]'])
})

test('the undo restores the exact properties of globalThis and of node:console', () => {
  const before = look()
  const undo = consoleEffect.install(() => inside.getStore()?.console)
  expect(look()).not.toEqual(before)
  undo()
  undo()
  expect(look()).toEqual(before)
})

test('a console that the test puts in place before, while and after the effect is installed is the one it sees', () => {
  const original = console
  onTestFinished(() => void (globalThis.console = original))
  const [first, second, third] = [{}, {}, {}] as Console[] as [Console, Console, Console]
  globalThis.console = first
  const undo = consoleEffect.install(() => inside.getStore()?.console)
  expect(console).toBe(first)
  globalThis.console = second
  expect(console).toBe(second)
  expect(linesOf(() => console.log('inside'))).toEqual([['INFO', 'log', 'inside']])
  undo()
  expect(console).toBe(second)
  globalThis.console = third
  expect(console).toBe(third)
})

function look(): unknown[] {
  return [
    Object.getOwnPropertyDescriptor(globalThis, 'console'),
    Object.getOwnPropertyDescriptors(nodeConsole),
    namedLog,
  ]
}
