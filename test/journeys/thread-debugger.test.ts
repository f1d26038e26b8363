// A debugger finds the threads of functions as it finds all threads, and may take its time.

import { close, open, Session } from 'node:inspector'
import { isMainThread } from 'node:worker_threads'
import { withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

test('a breakpoint in a module of the function is hit, on the line of the source', async () => {
  using editor = new Editor(/[/\\]functions[/\\]thread[/\\]counter\.ts$/)
  editor.attach()
  const lambda = withLambda(() => import('./functions/thread/counter.js'), { isolation: 'thread', console: 'silent' })
  expect(await lambda.invoke({})).toReturn({ count: 1 })
  await editor.breakAt('count++')
  expect(await lambda.invoke({})).toReturn({ count: 2 })
  expect(editor.hits).toBe(1)
  expect(editor.sources).toEqual([expect.stringContaining('counter.ts')])
})

test('nobody is killed for standing still while a debugger is attached', async () => {
  open(0, '127.0.0.1')
  try {
    const lambda = withLambda(() => import('./functions/thread/talks.js'), { isolation: 'thread', timeout: 1 })
    expect(await lambda.invoke({ way: 'block' })).toReturn('went on')
  } finally {
    close()
  }
})

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: { readonly url?: string; readonly scriptId?: string; readonly sourceMapURL?: string }
  readonly result?: { readonly scriptSource?: string; readonly breakpointId?: string }
}

/** The part of an editor that knows breakpoints: it attaches to each thread as an editor does, over the protocol. */
class Editor {
  readonly #file: RegExp
  readonly #session = new Session()
  #thread = ''
  readonly #scripts: NonNullable<Message['params']>[] = []
  readonly #replies = new Map<number, (reply: NonNullable<Message['result']>) => void>()
  #asked = 0
  hits = 0

  constructor(file: RegExp) {
    this.#file = file
  }

  attach(): void {
    if (isMainThread) this.#session.connect()
    else this.#session.connectToMainThread()
    this.#session.on(
      'NodeWorker.attachedToWorker',
      ({ params }: { params: { sessionId: string; workerInfo: object } }) => {
        if (!JSON.stringify(params.workerInfo).includes('lambda-')) return
        void this.#send(params.sessionId, 'Debugger.enable', {})
      },
    )
    this.#session.on(
      'NodeWorker.receivedMessageFromWorker',
      ({ params }: { params: { sessionId: string; message: string } }) =>
        this.#hear(params.sessionId, JSON.parse(params.message) as Message),
    )
    this.#session.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
  }

  /** The sources of the scripts that were found, by their maps. */
  get sources(): readonly string[] {
    return this.#scripts.flatMap(({ sourceMapURL = '' }) => {
      const map = Buffer.from(sourceMapURL.split('base64,')[1] ?? '', 'base64').toString()
      return (JSON.parse(map) as { readonly sources: readonly string[] }).sources
    })
  }

  /** Breaks where `text` is in the code of the file; the thread may be frozen. */
  async breakAt(text: string): Promise<void> {
    const { scriptId = '' } = this.#scripts[0] ?? {}
    const { scriptSource = '' } = await this.#send(this.#thread, 'Debugger.getScriptSource', { scriptId })
    const lines = scriptSource.split('\n')
    const lineNumber = lines.findIndex((line) => line.includes(text))
    const columnNumber = lines[lineNumber]?.indexOf(text) ?? 0
    await this.#send(this.#thread, 'Debugger.setBreakpoint', { location: { scriptId, lineNumber, columnNumber } })
  }

  #hear(thread: string, { id = 0, method, params, result }: Message): void {
    if (result) this.#replies.get(id)?.(result)
    if (method === 'Debugger.scriptParsed' && this.#file.test(params?.url ?? '')) {
      this.#thread = thread
      if (params) this.#scripts.push(params)
    }
    if (method === 'Debugger.paused') {
      this.hits++
      void this.#send(thread, 'Debugger.resume', {})
    }
  }

  #send(sessionId: string, method: string, params: object): Promise<NonNullable<Message['result']>> {
    const id = ++this.#asked
    const { promise, resolve } = Promise.withResolvers<NonNullable<Message['result']>>()
    this.#replies.set(id, resolve)
    this.#session.post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params }) })
    return promise
  }

  [Symbol.dispose](): void {
    this.#session.disconnect()
  }
}
