// The cases in which this package differs from AWS's client and cannot help it; docs/fidelity.md tells each reason.

import type { Runtime } from './runtimes.js'
import type { SandboxUnderTest } from './sandboxes.js'
import type { View } from './view.js'

/** Why, and what is compared all the same; a difference on one runtime, or in one sandbox, alone names it. */
export interface Difference {
  readonly id: `DIF-${number}`
  readonly why: string
  readonly same: (views: readonly View[]) => unknown
  readonly only?: Runtime['id']
  readonly sandbox?: SandboxUnderTest['isolation']
  /** Major version of the Node.js that runs the suite, where the difference is that one's. */
  readonly host?: number
  /** An exception reaches the test process, of which it would be an error of its own. */
  readonly escapes?: true
}

const HOST = Number(process.versions.node.split('.')[0])

/** The reason by which a case differs on a runtime; undefined: it must agree. */
export function differenceOf(name: string, { id }: Runtime, { isolation }: SandboxUnderTest): Difference | undefined {
  return DIFFERENCES.find(({ cases, only = id, sandbox = isolation, host = HOST }) => {
    return only === id && sandbox === isolation && host === HOST && cases.includes(name)
  })
}

/** All cases that are named, to be held against those that there are. */
export function namesOfDifferences(): readonly string[] {
  return DIFFERENCES.flatMap(({ cases }) => cases)
}

/** What docs/fidelity.md has to tell. */
export function differences(): readonly Pick<Difference, 'id' | 'why' | 'sandbox'>[] {
  return DIFFERENCES
}

/** Everything but the frames of stacks. */
const allButFrames = (views: readonly View[]): unknown =>
  JSON.parse(JSON.stringify(views).replaceAll(/,\\"\s+at [^"\\]*\\"|,"\s+at [^"]*"/g, ''))

/** How each invocation ended, without log and trace. */
const answers = (views: readonly View[]): unknown =>
  views.map(({ cold, answer }) =>
    'error' in answer ? { cold, error: { ...fields(answer.error), trace: '' } } : { cold, answer },
  )

/** That the environment was as cold or warm, alone. */
const starts = (views: readonly View[]): unknown => views.map(({ cold }) => cold)

function fields(error: unknown): { readonly errorType?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}

/** Each has a row in docs/fidelity.md, by its id. */
const DIFFERENCES: readonly (Difference & { readonly cases: readonly string[] })[] = [
  {
    id: 'DIF-1',
    why: 'what V8 cannot compile and Vite could is told with its place in the code',
    same: answers,
    only: 'nodejs24.x',
    cases: ['broken: a constant that is declared twice'],
  },
  {
    id: 'DIF-2',
    why: 'refused with the same error, without a warning before it',
    same: answers,
    sandbox: 'in-process',
    cases: ['broken: await at the top of CommonJS'],
  },
  {
    id: 'DIF-3',
    why: 'Vitest gives every module a `require` and a `module`, and an `import.meta` with more keys',
    same: starts,
    cases: ['modules: a .mjs file'],
  },
  {
    id: 'DIF-4',
    why: 'Vite finds the file, and takes the index of a folder, as nodejs22.x does',
    same: starts,
    only: 'nodejs24.x',
    cases: ['modules: a folder with an index'],
  },
  {
    id: 'DIF-5',
    why: '`withLambda()` refuses it, with the error of the runtime as its cause',
    same: answers,
    cases: ['modules: a handler string with two dots', 'modules: a handler string without an export'],
  },
  {
    id: 'DIF-6',
    why: 'the log line has no frames',
    same: allButFrames,
    only: 'nodejs22.x',
    cases: ['callbacks: a circle that is not held only fails', 'callbacks: one that is not held only fails'],
  },
  {
    id: 'DIF-7',
    why: 'it is told by the clock of the environment, which no `Date.now` of the function replaces',
    same: starts,
    cases: ["context: it is told by the function's own Date"],
  },
  {
    id: 'DIF-8',
    why: 'ended in the same way, without the warning',
    same: answers,
    only: 'nodejs22.x',
    cases: ['init: a top-level await that never settles'],
  },
  {
    id: 'DIF-9',
    why: 'they are not called: what is told of the empty event loop is told once',
    same: starts,
    cases: [
      'crashes: beforeExit is told of the empty loop',
      'crashes: beforeExit may make more work',
      'crashes: beforeExit may still settle the answer',
    ],
  },
  {
    id: 'DIF-10',
    why: 'on Node.js 22, which loses its context, it is an uncaught exception of the test',
    same: starts,
    host: 22,
    escapes: true,
    sandbox: 'in-process',
    cases: ['crashes: an exception in a microtask'],
  },
  {
    id: 'DIF-11',
    why: 'Node.js is the one that runs Vitest: 22 shows the asynchronous context as fields of a promise',
    same: answers,
    host: 22,
    cases: ['console: a promise, as text'],
  },
  {
    id: 'DIF-12',
    why: 'Node.js is the one that runs Vitest: 26 writes JSON of any depth',
    same: starts,
    host: 26,
    cases: ['results: what is nested too deep is refused'],
  },
]
