import { type ChildProcess, execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { refd } from '../../../src/effects/work/handles.js'
import { busy, describe as inWords } from '../../../src/effects/work/work.js'
import { environment } from './environment.js'

const node = basename(process.execPath)
const UNTIL_KILLED = 'setInterval(() => {}, 1000)'

async function killed(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

test('a child process is under way until its output has been handed over', async () => {
  using env = environment()
  const output = env.run(() => promisify(execFile)(process.execPath, ['-p', '6 * 7']))
  expect(inWords(env.state)).toEqual([`child process ${node} -p 6 * 7`])
  expect(refd(env.state)).toContain(`child process ${node} -p 6 * 7`)
  expect((await output).stdout.trim()).toBe('42')
  expect(busy(env.state)).toBe(0)
})

test('a child process that is killed is over', async () => {
  using env = environment()
  const child = env.run(() => spawn(process.execPath, ['-e', UNTIL_KILLED]))
  expect(busy(env.state)).toBe(1)
  await killed(child)
  expect(busy(env.state)).toBe(0)
})

/** Starts another process that keeps this one's output open, writes its number, and exits. */
const LEAVES_OUTPUT_OPEN = `const { spawn } = require('node:child_process')
const options = { stdio: ['ignore', 'inherit', 'ignore'], detached: true }
const heir = spawn(process.execPath, ['-e', '${UNTIL_KILLED}'], options)
heir.unref()
console.log(heir.pid)`

test('a child process that has exited is under way while its output is still open', async () => {
  using env = environment()
  const child = env.run(() => spawn(process.execPath, ['-e', LEAVES_OUTPUT_OPEN]))
  const [exited, closed] = [once(child, 'exit'), once(child, 'close')]
  const [pid] = (await once(child.stdout, 'data')) as [Buffer]
  await exited
  expect(busy(env.state)).toBe(1)
  process.kill(Number(pid.toString()), 'SIGKILL')
  await closed
  expect(busy(env.state)).toBe(0)
})

test('a child process without pipes is over when it has exited', async () => {
  using env = environment()
  const child = env.run(() => spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }))
  expect(busy(env.state)).toBe(1)
  await once(child, 'exit')
  expect(busy(env.state)).toBe(0)
})

test('a program that does not exist is over', async () => {
  using env = environment()
  await expect(env.run(() => promisify(execFile)('/no/such/program'))).rejects.toThrow('ENOENT')
  expect(busy(env.state)).toBe(0)
})

test('a child process that the function unref’d is idle, and ref’d again under way', async () => {
  using env = environment()
  const child = env.run(() => spawn(process.execPath, ['-e', UNTIL_KILLED], { stdio: 'ignore' }))
  child.unref()
  expect([busy(env.state), refd(env.state)]).toEqual([0, []])
  child.ref()
  expect(busy(env.state)).toBe(1)
  await killed(child)
})

test('a forked Node.js process is under way as any other', async () => {
  using env = environment()
  const child = env.run(() => fork(import.meta.dirname, [], { execPath: process.execPath, execArgv: ['-e', '0'] }))
  expect(inWords(env.state)[0]).toMatch(`child process ${node} -e 0`)
  await once(child, 'close')
  expect(busy(env.state)).toBe(0)
})

test('a long command is shortened', async () => {
  using env = environment()
  const child = env.run(() => spawn(process.execPath, ['-e', UNTIL_KILLED, 'x'.repeat(500)]))
  expect(inWords(env.state)).toEqual([`child process ${`${node} -e ${UNTIL_KILLED} ${'x'.repeat(80)}`.slice(0, 80)}…`])
  await killed(child)
})

test('child processes of the test itself are not counted', async () => {
  using env = environment()
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' })
  expect(env.state.changes).toBe(0)
  await once(child, 'close')
})
