// The Runtime API on loopback: hands out events and takes answers, as Lambda's side of it does.
// Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html

import { createServer } from 'node:http'
import { eventText } from './cases.mjs'

const PREFIX = '/2018-06-01/runtime'
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

export const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:conformance'
export const requestId = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const traceId = (n) => `Root=1-00000000-${String(n).padStart(24, '0')};Parent=0000000000000001;Sampled=1`

export async function openRuntimeApi(one) {
  const api = new RuntimeApi(one)
  await api.open()
  return api
}

class RuntimeApi {
  #one
  #handedOut = 0
  #process
  #current
  #log
  #signals
  #deadline
  #idle
  #server = createServer((request, response) => void this.#take(request, response))

  constructor(one) {
    this.#one = one
  }

  async open() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done))
  }

  get port() {
    return this.#server.address().port
  }

  get hasMore() {
    return this.#handedOut < this.#one.events.length
  }

  /** The process of now has asked for an event. */
  get begun() {
    return this.#process.invocations.length > 0
  }

  /** Begins a process. The promise resolves when nothing is left for it to do. */
  serve(log, signals) {
    this.#log = log
    this.#signals = signals
    this.#current = undefined
    this.#process = { init: {}, invocations: [] }
    return new Promise((idle) => (this.#idle = idle))
  }

  /** The record of the process, which has ended: by itself with a code or a signal, or because nothing was left to do. */
  finish({ code, signal, hung }) {
    clearTimeout(this.#deadline)
    this.#drain()
    if (hung) this.#process.hung = true
    if (code !== undefined) this.#process.exit = signal ? { signal } : { code }
    return this.#process
  }

  /** Requests of the last moment of a process may still be on their way when it has ended. */
  async quiet() {
    let quietTurns = 0
    for (let turn = 0; turn < 200 && quietTurns < 3; turn++) {
      await sleep(10)
      const open = await new Promise((done) => this.#server.getConnections((error, count) => done(count)))
      quietTurns = open === 0 ? quietTurns + 1 : 0
    }
  }

  async close() {
    this.#server.closeAllConnections()
    await new Promise((done) => this.#server.close(done))
  }

  #drain() {
    const part = this.#current ?? this.#process.init
    part.lines = [...(part.lines ?? []), ...this.#log.take()]
  }

  async #take(request, response) {
    const body = await bodyOf(request)
    if (body === undefined) return
    const path = request.url.slice(PREFIX.length)
    if (path === '/invocation/next') return this.#next(response)
    this.#post(path, request, body)
    response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}')
  }

  async #next(response) {
    // Nothing is handed to a process that has reported a failed Init: it is about to end.
    if (this.#process.init.error) return
    clearTimeout(this.#deadline)
    // A streamed answer may still be on its way over another connection.
    if (this.#current && !this.#current.answer) await sleep(100)
    this.#drain()
    const freezes = this.#one.gapMs > 0
    if (freezes || !this.hasMore) this.#signals.freeze()
    if (!this.hasMore) return this.#idle({})
    if (freezes && this.#current) {
      await sleep(this.#one.gapMs)
      // What was written between the request and the freeze belongs to the invocation before.
      this.#drain()
    }
    const n = ++this.#handedOut
    this.#current = { n }
    this.#process.invocations.push(this.#current)
    response.writeHead(200, this.#headers(n)).end(eventText(this.#one.events[n - 1]))
    this.#deadline = setTimeout(() => this.#timeOut(), this.#one.timeout * 1000)
    this.#signals.thaw()
  }

  #timeOut() {
    this.#current.answer ??= { timeout: true }
    this.#idle({})
  }

  #headers(n) {
    const { options, headers } = this.#one
    const { clientContext, cognitoIdentity, tenantId, traceId: trace = traceId(n) } = options
    const json = (value) => (value === undefined ? undefined : Buffer.from(JSON.stringify(value)).toString('latin1'))
    const all = {
      'Content-Type': 'application/json',
      'Lambda-Runtime-Aws-Request-Id': requestId(n),
      'Lambda-Runtime-Deadline-Ms': String(Date.now() + this.#one.timeout * 1000),
      'Lambda-Runtime-Invoked-Function-Arn': ARN,
      'Lambda-Runtime-Trace-Id': trace ?? undefined,
      'Lambda-Runtime-Client-Context': headers.clientContext ?? json(clientContext),
      'Lambda-Runtime-Cognito-Identity': headers.cognitoIdentity ?? json(cognitoIdentity),
      'Lambda-Runtime-Aws-Tenant-Id': tenantId,
    }
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  }

  /** Lambda takes the first answer to an invocation and refuses any other. */
  #post(path, request, body) {
    if (path === '/init/error') {
      this.#process.init.error = parse(body)
      return
    }
    const [, id, kind] = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path) ?? []
    const invocation = this.#process.invocations.find(({ n }) => requestId(n) === id)
    if (invocation && !invocation.answer) invocation.answer = answerOf(kind, request, body)
  }
}

/** Undefined for a request that broke off with its process. */
async function bodyOf(request) {
  const parts = []
  try {
    for await (const part of request) parts.push(part)
  } catch {
    return undefined
  }
  return Buffer.concat(parts).toString()
}

function answerOf(kind, { headers, trailers }, body) {
  if (kind === 'error') return { error: parse(body) }
  if (headers['lambda-runtime-function-response-mode'] !== 'streaming') return { response: parse(body) }
  const failure = trailers['lambda-runtime-function-error-body']
  return {
    stream: {
      contentType: headers['content-type'],
      text: body,
      ...(failure && { error: parse(Buffer.from(failure, 'base64').toString()) }),
    },
  }
}

function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return { $text: text }
  }
}
