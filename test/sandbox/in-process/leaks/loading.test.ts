import { describe, expect, test } from 'vitest'
import type { CallSite } from '../../../../src/effects/clock/call-site.js'
import type { Cause } from '../../../../src/effects/promises/cause.js'
import type { PromiseNode } from '../../../../src/effects/promises/promise-node.js'
import type { PromiseTrace } from '../../../../src/effects/promises/promise-trace.js'
import type { Left } from '../../../../src/sandbox/in-process/leaks/left.js'
import { Loading } from '../../../../src/sandbox/in-process/leaks/loading.js'
import { Trail } from '../../../../src/sandbox/in-process/leaks/trail.js'

type Place = readonly [file: string, name: string, line: number, isConstructor?: boolean]

/** A stack that was never run. */
function site(...places: readonly Place[]): CallSite {
  const frames = places.map(([file, name, line, isConstructor = false]) => ({
    getFileName: () => file,
    getFunctionName: () => name,
    getMethodName: () => null,
    getLineNumber: () => line,
    getColumnNumber: () => 1,
    isAsync: () => false,
    isConstructor: () => isConstructor,
    isNative: () => false,
  }))
  return { frames } as unknown as CallSite
}

const inPackage = (name: string): string => `/app/node_modules/${name}/index.js`
const sdk = inPackage('@aws-sdk/client-sqs')
const handler = '/app/handler.ts'
const open: Place = ['node:fs', 'open', 1]
const making: readonly Place[] = [
  [sdk, 'readConfig', 3],
  [sdk, 'SQSClient', 2, true],
  [handler, 'handler', 10],
]
const sending: readonly Place[] = [
  [sdk, 'send', 5],
  [handler, 'handler', 11],
]

function left(site_: CallSite, more: Partial<Left> = {}): Left {
  const origin = { invocation: 1, cause: undefined as Cause | undefined, site: site_ }
  return { kind: 'file', reads: true, origin, ...more } as Left
}

const node = (at: CallSite, more: Partial<PromiseNode> = {}): PromiseNode =>
  ({ site: at, derived: false, madeAt: 1, settledAt: 0, cause: undefined, isTick: false, ...more }) as PromiseNode

const trace = (...nodes: readonly PromiseNode[]): PromiseTrace =>
  ({ kind: 'full', answeredAt: 9, nodes }) as unknown as PromiseTrace

const loading = (of?: PromiseTrace): Loading => new Loading(new Trail(), of)
const lines = (of: PromiseTrace | undefined, what: Left): unknown =>
  loading(of)
    .callsOf(what)
    ?.map(({ at, called }) => `${called} ${at.site.getLineNumber()}`)

describe('what a package loads for itself', () => {
  test('are files that it reads, and modules that it imports', () => {
    expect(loading().isLoading(left(site(open, ...making)))).toBe(true)
    expect(loading().isLoading(left(site(...making), { kind: 'import', reads: false }))).toBe(true)
  })

  test('is nothing else: what it writes, what it asks for, and what the user reads or imports', () => {
    expect(loading().isLoading(left(site(open, ...making), { reads: false }))).toBe(false)
    expect(loading().isLoading(left(site(...making), { kind: 'fetch', reads: false }))).toBe(false)
    expect(loading().isLoading(left(site(open, [handler, 'handler', 4])))).toBe(false)
    const byVite = site([inPackage('vitest'), 'dynamicImport', 1], [handler, 'handler', 4])
    expect(loading().isLoading(left(byVite, { kind: 'import', reads: false }))).toBe(false)
    expect(loading().isLoading(left(site()))).toBe(false)
  })

  test('is known by what led to it, where its own stack is that of Node.js alone', () => {
    const first = left(site(open, ...making)).origin
    const next = left(site(open))
    expect(loading().isLoading({ ...next, origin: { ...next.origin, after: first } })).toBe(true)
  })
})

describe('the call that waits for it', () => {
  test('is the one that led there', () => {
    const call = site(...sending)
    expect(lines(undefined, left(site(open, ...sending)))).toEqual(['send 11'])
    expect(lines(trace(node(call)), left(site(open, ...sending)))).toEqual(['send 11'])
  })

  test('is none where that had ended by the answer: then nobody waits for it', () => {
    const ended = trace(node(site(...sending), { settledAt: 5 }))
    expect(lines(ended, left(site(open, ...sending)))).toEqual([])
  })

  test('is none where a client was only made, for which a trace is needed', () => {
    expect(lines(trace(), left(site(open, ...making)))).toEqual([])
    expect(lines(undefined, left(site(open, ...making)))).toBeUndefined()
  })

  test('is each that waits in the client that was made, and none of another package', () => {
    const other = node(site([inPackage('pg'), 'query', 1], [handler, 'handler', 12]))
    const nodes = [node(site(...making)), node(site(...sending)), other]
    expect(lines(trace(...nodes), left(site(open, ...making)))).toEqual(['send 11'])
  })

  test('is none that was begun after the answer, nor one of the user’s own', () => {
    const late = node(site(...sending), { madeAt: 10 })
    const own = node(site([handler, 'save', 2], [handler, 'handler', 12]))
    expect(lines(trace(late, own), left(site(open, ...making)))).toEqual([])
  })
})
