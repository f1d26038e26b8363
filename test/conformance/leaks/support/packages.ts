// Packages that handlers of the corpus depend on: `node_modules` is no folder to be kept in a repository.

import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const manifest = (name: string): string =>
  JSON.stringify({ name, version: '1.0.0', type: 'module', exports: { '.': './index.js' } })

/** The trailing-edge debounce that everyone has a copy of. */
const DEBOUNCE = `export function debounce(work, wait) {
  let timer
  let latest
  const later = () => {
    timer = undefined
    work(...latest)
  }
  return function debounced(...args) {
    latest = args
    clearTimeout(timer)
    timer = setTimeout(later, wait)
  }
}
`

/** An analytics client: `capture()` queues, a timer sends the queue; `shutdown()` sends it at once. */
const ANALYTICS = `import { Queue } from './queue.js'

export class Analytics {
  #queue
  constructor(options) {
    this.#queue = new Queue(options)
  }
  capture(event) {
    return this.#queue.add({ event, at: Date.now() })
  }
  shutdown() {
    return this.#queue.flush()
  }
}
`
const ANALYTICS_QUEUE = `export class Queue {
  #items = []
  #timer
  #options
  constructor(options) {
    this.#options = { flushInterval: 10_000, unref: false, ...options }
  }
  add(item) {
    this.#items.push(item)
    if (this.#timer) return
    this.#timer = setTimeout(() => this.flush(), this.#options.flushInterval)
    if (this.#options.unref) this.#timer.unref()
  }
  async flush() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#items.splice(0)
    if (batch.length === 0) return
    const response = await fetch(this.#options.url, { method: 'POST', body: JSON.stringify(batch) })
    await response.text()
  }
}
`

/** Calls again, with growing pauses, what failed. */
const RETRY = `const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

export async function retry(work, { retries = 3, wait = 100 } = {}) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work(attempt)
    } catch (error) {
      if (attempt === retries) throw error
      await pause(wait * 2 ** attempt)
    }
  }
}
`

/** Middlewares around each other, each of which gets the next one. */
const COMPOSE = `export function compose(middlewares) {
  return function composed(context) {
    async function dispatch(index) {
      const middleware = middlewares[index]
      if (middleware) await middleware(context, () => dispatch(index + 1))
    }
    return dispatch(0)
  }
}
`

/** Runs at most so many jobs at once: each is started by a function of its own that nobody awaits. */
const LIMIT = `export function limit(most) {
  const queue = []
  let active = 0
  const next = () => {
    active--
    queue.shift()?.()
  }
  const run = async (job, resolve) => {
    active++
    const result = (async () => job())()
    resolve(result)
    try {
      await result
    } catch {}
    next()
  }
  return (job) =>
    new Promise((resolve) => {
      if (active < most) run(job, resolve)
      else queue.push(() => run(job, resolve))
    })
}
`

/** A client that reads its configuration from when it is made, and loads the rest of its code when it first sends. */
const CLIENT = `import { readFile } from 'node:fs/promises'

export class Client {
  #config
  #url
  constructor(url) {
    this.#url = url
    this.#config = readFile(new URL('./package.json', import.meta.url), 'utf8').then(JSON.parse)
  }
  async send(command) {
    const { version } = await this.#config
    const { serialize } = await import('./protocol.js')
    const response = await fetch(this.#url, { method: 'POST', body: serialize(version, command) })
    return response.text()
  }
}
`
const CLIENT_PROTOCOL = 'export const serialize = (version, command) => JSON.stringify({ version, command })\n'

/** Answers a request of a server without a socket: what the server writes is thrown away, a turn at a time. */
const INJECT = `
import { Writable } from 'node:stream'
export function inject(answer) {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => void setImmediate(done) })
  return new Promise((resolve) => {
    process.nextTick(() => {
      nowhere.write('HTTP/1.1 200 OK')
      nowhere.end(answer)
      resolve({ statusCode: 200, body: answer })
    })
  })
}
`

const FILES: Readonly<Record<string, string>> = {
  'little-debounce/package.json': manifest('little-debounce'),
  'little-debounce/index.js': DEBOUNCE,
  'little-analytics/package.json': manifest('little-analytics'),
  'little-analytics/index.js': ANALYTICS,
  'little-analytics/queue.js': ANALYTICS_QUEUE,
  'little-client/package.json': manifest('little-client'),
  'little-client/index.js': CLIENT,
  'little-client/protocol.js': CLIENT_PROTOCOL,
  'little-compose/package.json': manifest('little-compose'),
  'little-compose/index.js': COMPOSE,
  'little-inject/package.json': manifest('little-inject'),
  'little-inject/index.js': INJECT,
  'little-limit/package.json': manifest('little-limit'),
  'little-limit/index.js': LIMIT,
  'little-retry/package.json': manifest('little-retry'),
  'little-retry/index.js': RETRY,
}

/** Writes the packages to where the handlers find them. Another run may be reading them: no file is ever half written. */
export function writePackages(): void {
  for (const [name, text] of Object.entries(FILES)) {
    const file = fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url))
    mkdirSync(dirname(file), { recursive: true })
    const whole = `${file}.${process.pid}`
    writeFileSync(whole, text)
    renameSync(whole, file)
  }
}
