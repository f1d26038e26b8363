// The cases: which handler is invoked with what, and what AWS's own client answered.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Runtime } from './runtimes.js'

const HERE = fileURLToPath(new URL('.', import.meta.url)).replaceAll('\\', '/')

/** What a case says of itself; all but its ids and its handler may be left out. */
interface CaseFile {
  readonly ids: readonly string[]
  readonly handler: string
  /** One invocation each; `{ $text }` is sent as it is. */
  readonly events?: readonly unknown[]
  readonly env?: Readonly<Record<string, string>>
  /** Options of each invocation; `traceId: null` sends none. */
  readonly options?: CaseOptions
  /** JSON texts of headers, where the public API would refuse to make them. */
  readonly headers?: { readonly clientContext?: string; readonly cognitoIdentity?: string }
  /** Seconds; default 4. */
  readonly timeout?: number
  /** How long the environment is frozen between invocations. */
  readonly gapMs?: number
  /** What cannot be said through the public API is delivered at the sandbox port. */
  readonly below?: 'port'
  readonly feature?: 'streaming'
}

export interface CaseOptions {
  readonly clientContext?: object
  readonly cognitoIdentity?: { readonly cognitoIdentityId: string; readonly cognitoIdentityPoolId: string }
  readonly tenantId?: string
  readonly traceId?: null
}

interface TopicFile {
  readonly cases: Readonly<Record<string, CaseFile>>
  readonly env?: Readonly<Record<string, string>>
  /** Files that no tool of a repository can read, by their names: they are written when they are needed. */
  readonly files?: Readonly<Record<string, string>>
}

/** One case, complete. */
export interface Case extends Required<Omit<CaseFile, 'below' | 'feature'>> {
  /** `topic: title`, by which recordings know it. */
  readonly name: string
  /** Absolute, with forward slashes. */
  readonly taskRoot: string
  readonly below: 'port' | undefined
  readonly feature: 'streaming' | undefined
}

/** The corpus, and what takes away the files that it had to write. */
export interface Corpus {
  readonly cases: readonly Case[]
  remove(): void
}

/** All cases below `folder`: one folder for each topic, which is the task root of its handlers. */
export function openCorpus(folder: string = join(HERE, 'cases')): Corpus {
  const written = realpathSync.native(mkdtempSync(join(tmpdir(), 'cases-')))
  const topics = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const cases = topics.flatMap(({ name }) => readTopic(join(folder, name), join(written, name)))
  return { cases, remove: () => rmSync(written, { recursive: true, force: true }) }
}

function readTopic(folder: string, written: string): Case[] {
  const { cases, env = {}, files } = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8')) as TopicFile
  if (files) writeFiles(written, files)
  const taskRoot = (files ? written : folder).replaceAll('\\', '/')
  return Object.entries(cases).map(([title, one]) => ({
    events: [{}],
    options: {},
    headers: {},
    timeout: 4,
    gapMs: 0,
    below: undefined,
    feature: undefined,
    ...one,
    name: `${basename(folder)}: ${title}`,
    taskRoot,
    env: { ...env, ...one.env },
  }))
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

/** A streamed response. `error` broke it off. */
export interface Streamed {
  readonly contentType: string
  readonly metadata?: unknown
  readonly text: string
  readonly error?: unknown
}

/** How the client answered one invocation; nothing: its process ended first. */
export type Answer =
  | { readonly response: unknown }
  | { readonly error: unknown }
  | { readonly stream: Streamed }
  | { readonly timeout: true }

/** One process of the client, from its start to its end. */
export interface RecordedProcess {
  readonly init?: { readonly lines?: readonly string[]; readonly error?: unknown }
  readonly invocations: readonly { readonly answer?: Answer; readonly lines?: readonly string[] }[]
  /** Absent where the process lived on. */
  readonly exit?: { readonly code: number } | { readonly signal: string }
  readonly hung?: true
}

/** What the client did in each case. */
export type Recording = Readonly<Record<string, { readonly processes: readonly RecordedProcess[] }>>

export function readRecording(runtime: Runtime, folder: string = join(HERE, 'recordings')): Recording {
  const text = readFileSync(join(folder, `${runtime.target}.json`), 'utf8')
  return (JSON.parse(text) as { readonly cases: Recording }).cases
}
