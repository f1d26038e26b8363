// Runs real Vitest on fixture projects, and reads what it reported.

import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

/** One test as Vitest's JSON reporter tells it. */
export interface ReportedTest {
  readonly status: 'passed' | 'failed' | 'skipped' | 'todo'
  /** What the test failed with: message and stack, with the fixtures' folder as `<fixtures>`. */
  readonly failures: readonly string[]
}

/** A finished run of Vitest. */
export interface VitestRun {
  readonly exitCode: number | null
  /** Everything that was printed, without colours, with the fixtures' folder as `<fixtures>`. */
  readonly output: string
  /** Every test by its full name. */
  readonly tests: ReadonlyMap<string, ReportedTest>
  /** Of a test that failed once: its message, without the stack. */
  messageOf(name: string): string
}

interface JsonReport {
  readonly testResults: readonly {
    readonly name: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: ReportedTest['status']
      readonly failureMessages: readonly (string | null)[]
    }[]
  }[]
}

const fixtures = fileURLToPath(new URL('./fixtures/', import.meta.url))
const vitest = join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs')

/**
 * Runs the named projects of `fixtures/vitest.config.ts`, or with `root` the project in that folder, which has a config of
 * its own. `args` begins with Vitest's command where that is not `run`.
 */
export async function runVitest(
  what: { readonly projects: readonly string[] } | { readonly root: string },
  args: readonly string[] = ['run'],
): Promise<VitestRun> {
  const root = join(fixtures, 'root' in what ? what.root : '.')
  const projects = 'projects' in what ? what.projects.map((name) => `--project=${name}`) : []
  const folder = await mkdtemp(join(tmpdir(), 'run-vitest-'))
  const report = join(folder, 'report.json')
  const tidy = (text: string): string =>
    stripVTControlCharacters(text).replaceAll(fixtures.replace(/[/\\]$/, ''), '<fixtures>')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { exitCode, output } = await node([vitest, ...args, ...projects, ...reporters], root)
    const json = JSON.parse(await readFile(report, 'utf8')) as JsonReport
    return { exitCode, output: tidy(output), ...read(json, tidy) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function read({ testResults }: JsonReport, tidy: (text: string) => string): Pick<VitestRun, 'tests' | 'messageOf'> {
  const tests = new Map<string, ReportedTest>()
  for (const { assertionResults } of testResults) {
    for (const { fullName, status, failureMessages } of assertionResults) {
      tests.set(fullName, {
        status,
        failures: failureMessages.map((text) => tidy(text ?? 'an error without a message')),
      })
    }
  }
  return {
    tests,
    messageOf(name) {
      const failures = tests.get(name)?.failures
      if (failures?.length !== 1) throw new Error(`expected '${name}' to have failed once: ${JSON.stringify(failures)}`)
      return failures[0]?.split(/\n\s+at /)[0] ?? ''
    },
  }
}

/** A run of Vitest that is under way. */
export interface StartedVitest extends AsyncDisposable {
  /** Waits until it has printed this, from where the last one ended. */
  said(pattern: RegExp): Promise<RegExpExecArray>
  /** Sends it a signal, and waits until it has ended. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts Vitest in a folder of `fixtures`, or at a path, to go on with while it runs. */
export function startVitest(folder: string, args: readonly string[]): StartedVitest {
  const child = start([vitest, ...args], isAbsolute(folder) ? folder : join(fixtures, folder))
  const ended = new Promise<void>((done) => child.on('close', () => done()))
  let output = ''
  let hear = (): void => undefined
  hearAll(child, (text) => {
    output += stripVTControlCharacters(text)
    hear()
  })
  const end = (signal: NodeJS.Signals): Promise<void> => (child.kill(signal), ended)
  return {
    end,
    async said(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
      hear = () => {
        const found = pattern.exec(output)
        if (!found) return
        output = output.slice(found.index + found[0].length)
        resolve(found)
      }
      void ended.then(() => reject(new Error(`Vitest ended before it said ${String(pattern)}:\n${output}`)))
      hear()
      return promise.finally(() => (hear = () => undefined))
    },
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  }
}

function node(args: readonly string[], cwd: string): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = start(args, cwd)
    let output = ''
    hearAll(child, (text) => (output += text))
    child.on('error', fail).on('close', (exitCode) => done({ exitCode, output }))
  })
}

type Child = ChildProcessByStdio<null, Readable, Readable>

function start(args: readonly string[], cwd: string): Child {
  return spawn(process.execPath, args, { cwd, env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
}

function hearAll({ stdout, stderr }: Child, hear: (text: string) => void): void {
  for (const stream of [stdout, stderr]) stream.setEncoding('utf8').on('data', hear)
}

/** Without what the outer Vitest left there. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_ENV$|NODE_OPTIONS$|TEST$|FORCE_COLOR$)/.test(name),
  )
  return { ...Object.fromEntries(kept), NO_COLOR: '1' }
}
