// Breakpoints over cold starts: an editor sets one once, by file and line, and it holds in every environment.

import { type Debugger, Session } from 'node:inspector/promises'
import { withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'
import { total } from './functions/total.js'

const FILE = /[/\\]journeys[/\\]functions[/\\]total\.ts$/

test('a breakpoint in a module of the function is hit in every environment, cold and warm', async () => {
  using editor = new Editor()
  await editor.attach()
  // The test's own import of the file: what an environment evaluates must be the same file at the same lines.
  total()
  const script = editor.scripts.find(({ url }) => FILE.test(url))
  await editor.breakAt(script, 'let calls = 0')
  await editor.breakAt(script, '++calls')

  const lambda = withLambda(() => import('./functions/counter.js'), { console: 'silent' })
  const hits: string[][] = []
  for (const start of ['cold', 'warm', 'recycled']) {
    if (start === 'recycled') await lambda.recycle()
    await lambda.invoke({})
    hits.push(editor.hits.splice(0))
  }
  expect(hits).toEqual([['let calls = 0', '++calls'], ['++calls'], ['let calls = 0', '++calls']])
})

/** The part of an editor that knows breakpoints. A session of the same thread hears of a hit, and does not stop there. */
class Editor {
  readonly #session = new Session()
  readonly #texts = new Map<string, string>()
  readonly scripts: Debugger.ScriptParsedEventDataType[] = []
  /** The texts at which the code stopped, in order. */
  readonly hits: string[] = []

  async attach(): Promise<void> {
    this.#session.connect()
    this.#session.on('Debugger.scriptParsed', ({ params }) => this.scripts.push(params))
    this.#session.on('Debugger.paused', ({ params }) => {
      for (const id of params.hitBreakpoints ?? []) this.hits.push(this.#texts.get(id) ?? id)
    })
    await this.#session.post('Debugger.enable')
  }

  /** Breaks where `text` is in the code of `script`, also in later scripts of the same file. */
  async breakAt(script: Debugger.ScriptParsedEventDataType | undefined, text: string): Promise<void> {
    const { scriptId = '', url = '' } = script ?? {}
    const { scriptSource } = await this.#session.post('Debugger.getScriptSource', { scriptId })
    const lines = scriptSource.split('\n')
    const lineNumber = lines.findIndex((line) => line.includes(text))
    const columnNumber = lines[lineNumber]?.indexOf(text) ?? 0
    const { breakpointId } = await this.#session.post('Debugger.setBreakpointByUrl', { url, lineNumber, columnNumber })
    this.#texts.set(breakpointId, text)
  }

  [Symbol.dispose](): void {
    this.#session.disconnect()
  }
}
