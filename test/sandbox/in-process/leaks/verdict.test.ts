import { describe, expect, test, vi } from 'vitest'
import { CallSite } from '../../../../src/effects/clock/call-site.js'
import type { PromiseTrace } from '../../../../src/effects/promises/promise-trace.js'
import type { Left } from '../../../../src/sandbox/in-process/leaks/left.js'
import { type Evidence, judge } from '../../../../src/sandbox/in-process/leaks/verdict.js'
import { instantly, traced } from '../../../effects/promises/traced.js'
import { lineAt } from './lines.js'

function site(): CallSite {
  return new CallSite(site)
}

function left(kind: Left['kind'] = 'timer', more: Partial<Left> = {}): Left {
  const origin = { invocation: 4, cause: undefined, site: site() } // begun
  return {
    source: {} as Left['source'],
    kind,
    what: '40 ms',
    origin,
    handedOver: false,
    since: () => 'nothing',
    ...more,
  }
}

function evidence(more: Partial<Evidence> = {}): Evidence {
  return {
    invocation: 4,
    root: process.cwd(),
    left: [],
    late: new Set(),
    trace: undefined,
    lines: [],
    imports: new Set(),
    ...more,
  }
}

const marks = ({ leaks }: ReturnType<typeof judge>): string[] =>
  leaks.map(({ kind, what, at = '' }) => `${kind} ${what} ${/\/\/ (.*)$/.exec(lineAt(at))?.[1]}`)

/** Without frames, as when a package begins something in a callback of Node’s. */
const nowhere = { frames: [] } as unknown as CallSite

async function audit(): Promise<void> {
  await instantly(1)
  await instantly(2)
}

function floating(): Promise<PromiseTrace> {
  return traced(async () => {
    audit() // floats
  })
}

describe('the verdict', () => {
  test('on nothing is that nothing was left', () => {
    expect(judge(evidence())).toEqual({ leaks: [], bySource: new Map(), needsTrace: false })
  })

  test('names what was left, where, and by which invocation', () => {
    const timer = left()
    const verdict = judge(evidence({ left: [timer] }))
    expect(verdict.leaks).toEqual([
      { kind: 'timer', what: '40 ms', at: expect.stringMatching(/^test\/.*verdict\.test\.ts:\d+:\d+$/), invocation: 4 },
    ])
    expect(marks(verdict)).toEqual(['timer 40 ms begun'])
    expect(verdict.bySource.get(timer.source)).toBe(verdict.leaks[0])
    expect(verdict.needsTrace).toBe(false)
  })

  test('asks for a trace when it cannot tell where something was begun', () => {
    const origin = { invocation: 4, cause: undefined, site: nowhere }
    const verdict = judge(evidence({ left: [left('socket', { origin })] }))
    expect(verdict.leaks).toEqual([{ kind: 'socket', what: '40 ms', invocation: 4 }])
    expect(verdict.needsTrace).toBe(true)
  })

  test('finds the line through the promise that led there, and asks for a trace the next time too', async () => {
    const trace = await floating()
    const cause = [...trace.nodes].find(({ derived, job }) => derived && job)
    const verdict = judge(evidence({ left: [left('http', { origin: { invocation: 4, cause, site: nowhere } })] }))
    expect(verdict.leaks[0]?.at).toMatch(/verdict\.test\.ts/)
    expect(verdict.needsTrace).toBe(true)
  })

  test('finds the line through what it follows: the first request of several', () => {
    const after = { invocation: 4, cause: undefined, site: site() } // first
    const origin = { invocation: 4, cause: undefined, site: nowhere, after }
    expect(marks(judge(evidence({ left: [left('file', { origin })] })))).toEqual(['file 40 ms first'])
  })

  test('names work once, also where its next step was begun after the answer, and two works twice', () => {
    const first = left('file')
    const next = left('file', { origin: first.origin })
    const { leaks, bySource } = judge(evidence({ left: [first, next], late: new Set([next]) }))
    expect(leaks).toHaveLength(1)
    expect(bySource.get(first.source)).toBe(leaks[0])
    expect(bySource.get(next.source)).toBe(leaks[0])
    expect(judge(evidence({ left: [first, next] })).leaks).toHaveLength(2)
  })

  test('names a float by what was called, and asks for a trace the next time too', async () => {
    const verdict = judge(evidence({ trace: await floating() }))
    expect(marks(verdict)).toEqual(['promise audit() floats'])
    expect(verdict.needsTrace).toBe(true)
  })

  test.each<[string, () => unknown]>([
    ['an async function', () => (async () => audit())()],
    ['an async function in forEach()', () => [1].forEach(async () => audit())],
    // oxlint-disable-next-line no-async-promise-executor -- the mistake that is told
    ['an async function in new Promise()', () => new Promise(async () => audit())],
    ['a mocked function', () => vi.fn(async () => audit())()],
  ])('calls what has no name %s', async (what, run) => {
    const trace = await traced(async () => void run())
    expect(judge(evidence({ trace })).leaks.map((leak) => leak.what)).toEqual([what])
  })

  test('names work once, not the call that waits for it as well', async () => {
    const trace = await floating()
    const float = judge(evidence({ trace })).leaks[0]
    const [handler, call] = [...trace.nodes].filter(({ derived }) => !derived)
    const origin = { invocation: 4, cause: undefined, site: call?.site ?? handler?.site ?? nowhere }
    const verdict = judge(evidence({ trace, left: [left('fetch', { origin })] }))
    expect(float?.kind).toBe('promise')
    expect(verdict.leaks.map(({ kind }) => kind)).toEqual(['fetch'])
  })

  test('names the call that led there and that nobody awaits, and asks for a trace the next time too', async () => {
    let origin: Left['origin'] | undefined
    const trace = await traced(async () => {
      void (async () => {
        origin = { invocation: 4, cause: undefined, site: site() }
        await new Promise(() => {})
      })() // called
    })
    const verdict = judge(evidence({ trace, left: [left('fetch', { origin: origin as Left['origin'] })] }))
    expect(verdict.leaks).toHaveLength(1)
    expect(lineAt(verdict.leaks[0]?.via ?? '')).toContain('// called')
    expect(verdict.needsTrace).toBe(true)
  })

  test('names lines only where nothing else explains them, each place once', () => {
    const line = (text: string): Evidence['lines'][number] => ({ text, site: site() }) // logs
    const lines = ['a', 'b'].map(line)
    expect(marks(judge(evidence({ lines })))).toEqual(['console a logs'])
    expect(marks(judge(evidence({ lines, left: [left()] })))).toEqual(['timer 40 ms begun'])
  })

  test('leaves out later steps of the same work that have no line', () => {
    const origin = { invocation: 4, cause: undefined, site: nowhere }
    const verdict = judge(evidence({ left: [left('compression'), left('compression', { origin })] }))
    expect(marks(verdict)).toEqual(['compression 40 ms begun'])
  })
})
