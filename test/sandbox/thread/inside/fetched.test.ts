import { describe, expect, test } from 'vitest'
import { Fetched } from '../../../../src/sandbox/thread/inside/fetched.js'
import type { FetchedModule, Question } from '../../../../src/sandbox/thread/messages.js'

const module = (url: string): object => ({ id: url, file: url, url, code: '' })

/** What Vite's module runner is given by a Vite that has one graph. */
function fetching(): { readonly fetched: Fetched; readonly asked: Question[] } {
  const asked: Question[] = []
  const fetched = new Fetched(async (question) => {
    asked.push(question)
    return question.name === 'graph'
      ? [
          [question.url, module(question.url)],
          ['/b.ts', module('/b.ts')],
        ]
      : 'by itself'
  })
  return { fetched, asked }
}

describe('what the module runner asks for', () => {
  test('is answered from the graph of its entry, without asking again', async () => {
    const { fetched, asked } = fetching()
    await fetched.graph('/a.ts')
    expect(await fetched.answer('fetchModule', ['/b.ts', '/a.ts', {}])).toEqual(module('/b.ts'))
    expect(asked).toEqual([{ name: 'graph', url: '/a.ts' }])
  })

  test('is asked for by itself where the graph does not have it', async () => {
    const { fetched, asked } = fetching()
    await fetched.graph('/a.ts')
    expect(await fetched.answer('fetchModule', ['/lazy.ts', '/a.ts', {}])).toBe('by itself')
    expect(asked.slice(1)).toEqual([{ name: 'invoke', call: 'fetchModule', args: ['/lazy.ts', '/a.ts', {}] }])
  })

  test('is not asked for where another graph has brought it', async () => {
    const { fetched, asked } = fetching()
    await fetched.graph('/a.ts')
    await fetched.graph('/b.ts')
    expect(asked).toEqual([{ name: 'graph', url: '/a.ts' }])
  })

  test('is asked for again when what is known was forgotten', async () => {
    const { fetched } = fetching()
    await fetched.graph('/a.ts')
    fetched.forget([['/b.ts', module('/b.ts') as FetchedModule]])
    expect(await fetched.answer('fetchModule', ['/b.ts', '/a.ts', {}])).toBe('by itself')
  })

  test('has no builtins among it, for which nobody is asked: Node.js loads its own', async () => {
    const { fetched, asked } = fetching()
    expect(await fetched.answer('getBuiltins', [])).toEqual([])
    expect(asked).toEqual([])
  })
})
