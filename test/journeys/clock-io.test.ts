// Real work under way: the time of a function then runs with the machine, so the work wins over what comes later.

import { handler, type InvocationResult, type LambdaConfig, loader, withLambda } from 'vitest-lambda'
import { execFile } from 'node:child_process'
import { pbkdf2, scrypt } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { readFile, readdir } from 'node:fs/promises'
import http from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { brotliCompress, gzip } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { ANSWER_QUIET_MS } from '../../src/effects/work/client-socket.js'
import { hostTime } from '../../src/effects/host-time.js'
import { httpServer, type RunningServer, SLOW_MS, slowly, tcpServer } from './functions/server.js'

const quiet: LambdaConfig = { console: 'silent', timeout: 30 }

let web: RunningServer
let echo: RunningServer
let silent: RunningServer
let halting: RunningServer

beforeAll(async () => {
  web = await httpServer((_request, response) => slowly(() => response.end('answer')))
  echo = await tcpServer((socket) => socket.on('data', (data) => slowly(() => socket.write(data))))
  silent = await tcpServer(() => {})
  // Longer between the two than an answer may pause before it counts as complete.
  halting = await tcpServer((socket) =>
    socket.on('data', () => {
      socket.write('first ')
      hostTime.setTimeout(() => socket.end('and last'), 2 * ANSWER_QUIET_MS)
    }),
  )
})

afterAll(() => {
  for (const server of [web, echo, silent, halting]) server.close()
})

function get(url: string, agent?: http.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => resolve(text))
      })
      .on('error', reject)
  })
}

function ask(port: number, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(question))
    socket.setEncoding('utf8')
    socket.on('error', reject)
    socket.on('data', (data: string) => {
      socket.end()
      resolve(data)
    })
  })
}

/** Everything that comes until the peer ends. */
function whole(port: number, question: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(question))
    socket.setEncoding('utf8')
    socket.on('error', reject)
    socket.on('data', (data: string) => (text += data))
    socket.on('end', () => resolve(text))
  })
}

const work: readonly [string, () => Promise<unknown>][] = [
  ['fetch', () => fetch(web.url).then((response) => response.text())],
  ['node:http', () => get(web.url)],
  ['node:http with a pooled connection', () => get(web.url, new http.Agent({ keepAlive: true }))],
  ['a raw socket', () => ask(echo.port, 'question')],
  ['a real file', () => readFile(new URL(import.meta.url), 'utf8')],
  ['a real directory', () => readdir(new URL('.', import.meta.url))],
  ['gzip', () => promisify(gzip)(Buffer.alloc(2_000_000, 'a'))],
  ['brotli', () => promisify(brotliCompress)(Buffer.alloc(300_000, 'a'))],
  ['pbkdf2', () => promisify(pbkdf2)('p', 's', 20_000, 32, 'sha512')],
  ['scrypt', () => promisify(scrypt)('p', 's', 32)],
  ['crypto.subtle', () => crypto.subtle.digest('SHA-256', Buffer.alloc(2_000_000))],
  ['a name on this machine', () => lookup('localhost')],
  ['a child process', () => promisify(execFile)(process.execPath, ['--version'])],
  [
    'a worker',
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker('require("node:worker_threads").parentPort.postMessage("done")', { eval: true })
        worker.once('message', resolve)
        worker.once('error', reject)
      }),
  ],
]

describe('real work under way', () => {
  test.each(work)('wins over a later virtual timer: %s', async (_name, run) => {
    const lambda = withLambda(
      handler(async () => Promise.race([run().then(() => 'work'), sleep(20_000, 'timer')])),
      quiet,
    )
    expect(await lambda.invoke()).toReturn('work')
  })

  test.each(work)('is awaited, and is no timeout: %s', async (_name, run) => {
    const lambda = withLambda(
      handler(async () => run().then(() => 'done')),
      quiet,
    )
    const result = await lambda.invoke()
    expect(result).toReturn('done')
    expect(result.record.report.durationMs).toBeLessThan(20_000)
  })

  test('takes the time that it really takes', async () => {
    const result = await withLambda(async () => get(web.url), quiet).invoke()
    // Not all of it: of what a busy machine takes between two looks no more than 25 ms counts.
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(SLOW_MS / 2)
    expect(result.record.report.durationMs).toBeLessThan(5000)
  })

  test('lets timers that are due meanwhile fire, and none that is not', async () => {
    const lambda = withLambda(async () => {
      const fired: number[] = []
      for (const ms of [1, 20, 20_000]) setTimeout(() => fired.push(ms), ms)
      await get(web.url)
      return fired
    }, quiet)
    expect(await lambda.invoke()).toReturn([1, 20])
  })

  test('can be aborted by a virtual timer that is shorter', async () => {
    const mute = await httpServer(() => {})
    onTestFinished(mute.close)
    const lambda = withLambda(async () => fetch(mute.url, { signal: AbortSignal.timeout(5) }), quiet)
    const result = await lambda.invoke()
    expect(result).toFailWith({ errorType: 'TimeoutError' })
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(5)
  })

  test('is followed by virtual waits that cost nothing again', async () => {
    const lambda = withLambda(async () => {
      await fetch(web.url).then((response) => response.text())
      await sleep(20_000)
      await fetch(web.url).then((response) => response.text())
      return 'done'
    }, quiet)
    const result = await lambda.invoke()
    expect(result).toReturn('done')
    expect(result.record.report.durationMs).toBeGreaterThan(20_000)
  })

  test('of two invocations at once goes on side by side', async () => {
    const lambda = withLambda(async () => get(web.url), quiet)
    const results = await Promise.all([lambda.invoke(), lambda.invoke(), lambda.invoke()])
    for (const { record } of results) expect(record.report.durationMs).toBeLessThan(3 * SLOW_MS * 10)
    expect(results.map(({ payload }) => payload)).toEqual(['answer', 'answer', 'answer'])
  })
})

describe('an answer that comes in two pieces', () => {
  test('is waited for, however quiet it is between them: no timeout that AWS would not report', async () => {
    const lambda = withLambda(() => whole(halting.port, 'all of it?'), quiet)
    expect(await lambda.invoke()).toReturn('first and last')
  })
})

describe('an answer that never comes', () => {
  test('is waited for until the timeout, in real time, and is named', async () => {
    const lambda = withLambda(
      async (event: { remaining?: number }) => `${event.remaining} ${await ask(silent.port, 'anyone?')}`,
      quiet,
    )
    const result: InvocationResult = await lambda.invoke({}, { remainingTimeInMillis: 60 })
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([expect.stringContaining(`127.0.0.1:${silent.port}`)])
  })

  test('is named after the timers of the function itself, and without those that an SDK watches it with', async () => {
    const url = `http://127.0.0.1:${silent.port}/`
    const load = loader(async () => {
      const sdk = await import('./functions/connections/sdk.js')
      return () => Promise.race([sdk.handler(), sleep(5000)])
    })
    const lambda = withLambda(load, { ...quiet, environment: { URL: url } })
    const result = await lambda.invoke({}, { remainingTimeInMillis: 1000 })
    expect(result).toTimeOut()
    expect(result.record.waitingFor).toEqual([
      expect.stringMatching(/^a timer of 5000 ms set at test\/journeys\/clock-io\.test\.ts:/),
      expect.stringMatching(/^POST http:\S+ \(test\/journeys\/functions\/connections\/sdk\.ts:\d+:\d+\)$/),
    ])
  })
})

describe('an idle connection', () => {
  test('in a pool does not keep time from jumping', async () => {
    const agent = new http.Agent({ keepAlive: true })
    const lambda = withLambda(async () => {
      const answer = await get(web.url, agent)
      await sleep(25_000)
      return answer
    }, quiet)
    const result = await lambda.invoke()
    agent.destroy()
    expect(result).toReturn('answer')
    expect(result.record.report.durationMs).toBeGreaterThanOrEqual(25_000)
  })
})
