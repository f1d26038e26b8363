// The connection over which a test worker asks the plugin for modules, on behalf of its threads.

import { connect, type Socket } from 'node:net'
import { type Question, type TransferredError, unpackError } from '../../sandbox/thread/messages.js'
import { hearJson, sayJson } from '../json-lines.js'
import type { ModuleSource } from '../plugin-facts.js'

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: TransferredError
}

/** Where to ask, and for which project. */
type Server = Pick<ModuleSource, 'address' | 'project'>

export class ModuleClient {
  readonly #source: Server
  readonly #pending = new Map<number, Pending>()
  readonly #known = new Map<string, Promise<unknown>>()
  #socket: Socket | undefined
  #asked = 0

  constructor(source: Server) {
    this.#source = source
  }

  /**
   * What was answered once is answered by it for as long as the client lives, which is no longer than a test file. Why
   * something was refused may be over the next time: a file was mended, a connection is there again.
   */
  ask(question: Question): Promise<unknown> {
    if (question.name === 'coverage') return this.#send(question)
    const key = JSON.stringify(question)
    const known = this.#known.get(key)
    if (known) return known
    const answer = this.#send(question)
    this.#known.set(key, answer)
    answer.catch(() => this.#known.delete(key))
    return answer
  }

  #send(question: Question): Promise<unknown> {
    const id = ++this.#asked
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    this.#pending.set(id, { resolve, reject })
    const request = { id, project: this.#source.project, question }
    sayJson(this.#open(), request)
    return promise
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = undefined
  }

  #open(): Socket {
    if (this.#socket) return this.#socket
    const socket = connect(this.#source.address)
    socket.unref()
    hearJson(socket, (reply) => this.#hear(reply as Reply))
    socket.on('close', () => this.#lost(new Error('the connection to the Vitest plugin of vitest-lambda has closed')))
    socket.on('error', (error) => this.#lost(error))
    return (this.#socket = socket)
  }

  #hear({ id, value, error }: Reply): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (error) pending?.reject(unpackError(error))
    else pending?.resolve(value)
  }

  #lost(error: Error): void {
    this.#socket = undefined
    for (const { reject } of this.#pending.values()) reject(error)
    this.#pending.clear()
  }
}
