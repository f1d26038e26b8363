// Records one case: starts the client, hands out events, and writes down each answer, each line and each end.

import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, openSync, closeSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { LogFile } from './log-file.mjs'
import { openRuntimeApi } from './runtime-api.mjs'
import { uniform } from './uniform.mjs'
import { lambdaVariables } from './variables.mjs'

/** An Init that takes longer has hung. */
const INIT_LIMIT_MS = 8_000

/** What the native part of the older client writes when it loses a race of its own: it says nothing of the function. */
const FAULT_OF_THE_CLIENT = '*** stack smashing detected ***'
const ATTEMPTS = 5

/** The record of a case; tried again where the client broke. */
export async function recordCase(client, one) {
  for (let attempt = 1; ; attempt++) {
    const record = await tryCase(client, one)
    if (attempt === ATTEMPTS || !JSON.stringify(record).includes(FAULT_OF_THE_CLIENT)) return record
  }
}

/** One process after the other, until every event was handed out or a process did not get as far as an event. */
async function tryCase(client, one) {
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'conformance-')))
  const taskRoot = join(work, 'task')
  writeTaskRoot(taskRoot, one)
  const api = await openRuntimeApi(one)
  const { port } = api
  const processes = []
  try {
    do processes.push(await runProcess(client, one, { work, taskRoot, api }))
    while (api.hasMore && processes.at(-1).invocations.length > 0)
  } finally {
    await api.close()
    rmSync(work, { recursive: true, force: true })
  }
  // As it is read again: without what JSON leaves out.
  return JSON.parse(JSON.stringify({ processes: uniform(processes, { taskRoot, client, port }) }))
}

function writeTaskRoot(taskRoot, { taskRoot: source, files }) {
  cpSync(source, taskRoot, { recursive: true, filter: (file) => basename(file) !== 'cases.json' })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(taskRoot, name)), { recursive: true })
    writeFileSync(join(taskRoot, name), text)
  }
}

/** stdout, stderr and the log descriptor all go to one file: so the order of their lines is known. */
async function runProcess(client, one, { work, taskRoot, api }) {
  const log = new LogFile(join(work, 'log'))
  const descriptor = openSync(log.file, 'a')
  const child = spawn(client.command, [client.start, one.handler], {
    cwd: taskRoot,
    env: lambdaVariables(client, one, taskRoot, api.port),
    stdio: ['ignore', descriptor, descriptor, descriptor],
  })
  closeSync(descriptor)
  const exited = new Promise((end) => child.on('exit', (code, signal) => end({ code, signal })))
  const send = (signal) => void (child.exitCode === null && child.signalCode === null && child.kill(signal))
  const idle = api.serve(log, { freeze: () => send('SIGSTOP'), thaw: () => send('SIGCONT') })
  const ended = await Promise.race([idle, exited, limit(INIT_LIMIT_MS, api)])
  send('SIGKILL')
  await exited
  await api.quiet()
  return api.finish(ended)
}

/** Goes off only when no event was asked for by then. */
function limit(ms, api) {
  return new Promise((end) => setTimeout(() => api.begun || end({ hung: true }), ms).unref())
}
