// The server that gives modules to threads: Vite transforms them in Vitest's main process, threads run them.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type { TestProject, Vitest } from 'vitest/node'
import { packError, type Question } from '../../sandbox/thread/messages.js'
import { hearJson, sayJson } from '../json-lines.js'
import type { ModuleSource } from '../plugin-facts.js'
import { countedBy } from './coverage.js'
import { answerFor } from './project-modules.js'

/** Vite is a dependency of Vitest, and may be none of the project. */
const fromVitest = createRequire(createRequire(import.meta.url).resolve('vitest/package.json'))

const FOLDER = 'vitest-lambda-'
const SOCKET = 'modules'

/** Bytes of a local socket's path on macOS; Linux has a few more. Source: unix(4), unix(7) */
const LONGEST_PATH = 103

/** One for each run of Vitest, however many projects it has. */
const servers = new WeakMap<Vitest, ModuleServer>()

/** The server of a run; it ends with the run. */
export function serverOf(vitest: Vitest): ModuleServer {
  let server = servers.get(vitest)
  if (!server) {
    server = new ModuleServer()
    servers.set(vitest, server)
    vitest.onClose(() => servers.get(vitest)?.close())
  }
  return server
}

/** What a worker sends, one JSON text a line. */
export interface ModuleRequest {
  readonly id: number
  readonly project: string
  readonly question: Question
}

type Answer = (question: Question) => Promise<unknown>

export class ModuleServer {
  readonly #answers = new Map<string, Answer>()
  readonly #folder: string | undefined
  /** Path of a local socket, or name of a pipe. */
  readonly address: string
  readonly #server: Server

  constructor() {
    const windows = process.platform === 'win32'
    this.#folder = windows ? undefined : mkdtempSync(join(shortFolder(), FOLDER))
    this.address = this.#folder ? join(this.#folder, SOCKET) : `\\\\.\\pipe\\vitest-lambda-${randomUUID()}`
    this.#server = createServer((socket) => this.#serve(socket))
    this.#server.listen(this.address)
    this.#server.unref()
    process.once('exit', this.#removeFolder)
  }

  /** Answers questions of the project's workers. */
  serve(project: TestProject): ModuleSource {
    this.#answers.set(project.name, answerFor(project))
    const moduleRunner = pathToFileURL(fromVitest.resolve('vite/module-runner')).href
    const counting = countedBy(project)
    // Node.js counts less exactly in code that it has kept. https://nodejs.org/api/module.html#module-compile-cache
    const compileCache = counting ? undefined : join(project.vite.config.cacheDir, 'vitest-lambda')
    const { openInMainProcess: debugged } = project.vitest.config.inspector
    return { address: this.address, project: project.name, moduleRunner, compileCache, countedBy: counting, debugged }
  }

  close(): void {
    this.#server.close()
    process.off('exit', this.#removeFolder)
    this.#removeFolder()
  }

  /** Also where the process ends without closing anything: when somebody has lost patience with it. */
  readonly #removeFolder = (): void => {
    if (this.#folder) rmSync(this.#folder, { recursive: true, force: true })
  }

  #serve(socket: Socket): void {
    socket.on('error', () => undefined)
    hearJson(socket, (request) => void this.#reply(socket, request as ModuleRequest))
  }

  async #reply(socket: Socket, { id, project, question }: ModuleRequest): Promise<void> {
    const answer = this.#answers.get(project)
    const reply = await Promise.resolve(answer?.(question)).then(
      (value) => ({ id, value }),
      (error: unknown) => ({ id, error: packError(error) }),
    )
    if (socket.writable) sayJson(socket, reply)
  }
}

/** For temporary files: the usual one, unless no socket could be in it. */
function shortFolder(): string {
  const path = join(tmpdir(), `${FOLDER}XXXXXX`, SOCKET)
  return Buffer.byteLength(path) > LONGEST_PATH ? '/tmp' : tmpdir()
}
