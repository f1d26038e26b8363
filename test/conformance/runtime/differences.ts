// The cases in which this package differs from AWS's client and cannot help it; docs/fidelity.md tells each reason.

import type { Runtime } from './runtimes.js'
import type { View } from './view.js'

/** Why, and what is compared all the same; a difference on one runtime alone names it. */
export interface Difference {
  readonly why: string
  readonly same: (views: readonly View[]) => unknown
  readonly only?: Runtime['id']
  /** Major version of the Node.js that runs the suite, where the difference is that one's. */
  readonly host?: number
}

const HOST = Number(process.versions.node.split('.')[0])

/** The reason by which a case differs on a runtime; undefined: it must agree. */
export function differenceOf(name: string, { id }: Runtime): Difference | undefined {
  return DIFFERENCES.find(({ cases, only = id, host = HOST }) => {
    return only === id && host === HOST && cases.includes(name)
  })
}

/** All cases that are named, to be held against those that there are. */
export function namesOfDifferences(): readonly string[] {
  return DIFFERENCES.flatMap(({ cases }) => cases)
}

/** Everything but the frames of stacks. */
const allButFrames = (views: readonly View[]): unknown =>
  JSON.parse(JSON.stringify(views).replaceAll(/,\\"\s+at [^"\\]*\\"|,"\s+at [^"]*"/g, ''))

/** How each invocation ended, without log and trace. */
const answers = (views: readonly View[]): unknown =>
  views.map(({ cold, answer }) =>
    'error' in answer ? { cold, error: { ...fields(answer.error), trace: '' } } : { cold, answer },
  )

/** The type of each error alone. */
const errorTypes = (views: readonly View[]): unknown =>
  views.map(({ cold, answer }) => ({ cold, errorType: 'error' in answer ? fields(answer.error).errorType : 'none' }))

/** That the environment was as cold or warm, alone. */
const starts = (views: readonly View[]): unknown => views.map(({ cold }) => cold)

function fields(error: unknown): { readonly errorType?: unknown } {
  return typeof error === 'object' && error !== null ? error : {}
}

const DIFFERENCES: readonly (Difference & { readonly cases: readonly string[] })[] = [
  {
    why: 'Vite and its parsers load the code: what cannot be parsed is told in other words',
    same: errorTypes,
    cases: [
      'broken: CommonJS that is not closed',
      'broken: a broken module below',
      'broken: a module that is not closed',
      'broken: a name that is exported twice',
      'broken: a quote that is not closed',
      'broken: broken JSON',
      'broken: two words in a row',
    ],
  },
  {
    why: 'Vite and its parsers load the code: the stack of a SyntaxError does not show the place in the source',
    same: answers,
    only: 'nodejs24.x',
    cases: ['broken: a constant that is declared twice'],
  },
  {
    why: 'Vite and its parsers load the code: an import() in the handler fails with the error of the parser',
    same: starts,
    cases: ['broken: a broken module that is imported later'],
  },
  {
    why: 'Vite imitates CommonJS in files of the project: it may await at its top',
    same: starts,
    cases: ['broken: await at the top of CommonJS'],
  },
  {
    why: 'Vite looks for what is imported: the stack and the log line have its fields, not Node’s',
    same: answers,
    cases: ['init: an import of a package that is not there'],
  },
  {
    why: 'Vite looks for what is imported: the message may name the file as Vite does',
    same: errorTypes,
    cases: [
      'init: an import of a file that is not there',
      'init: an import of a name that is not exported',
      'init: an import that fails in the handler',
    ],
  },
  {
    why: 'Vite imports the file of the handler: the requiring modules of nodejs22.x do not end in the runtime',
    same: errorTypes,
    only: 'nodejs22.x',
    cases: [
      'init: a require of a file that is not there',
      'init: a require of a package that is not there',
      'init: a require that fails in the handler',
    ],
  },
  {
    why: 'Vite imitates CommonJS in files of the project: strict, with a module that has only exports',
    same: starts,
    cases: [
      'modules: CommonJS is sloppy',
      'modules: a .cjs file',
      'modules: a .cjs file is not the main module',
      'modules: a member of exports.default',
    ],
  },
  {
    why: 'Vite imitates CommonJS in files of the project: Node warns of a cycle of which it is a part',
    same: answers,
    cases: ['modules: a cycle of CommonJS'],
  },
  {
    why: 'Vite imitates CommonJS in files of the project: it takes __esModule for a promise about the default export',
    same: starts,
    only: 'nodejs24.x',
    cases: ['modules: its default export'],
  },
  {
    why: 'Vite imitates CommonJS in files of the project: nodejs22.x does not see what was assigned to module.exports',
    same: starts,
    only: 'nodejs22.x',
    cases: ['modules: an instance as module.exports', 'modules: module.exports as a function, by the name default'],
  },
  {
    why: 'Vitest gives every module a require, and an import.meta with more keys',
    same: starts,
    cases: ['modules: a .mjs file'],
  },
  {
    why: 'Vite finds the file of a handler string: it takes JSON for code',
    same: starts,
    cases: ['modules: a file of JSON is no handler'],
  },
  {
    why: 'Vite finds the file of a handler string: it takes the index of a folder',
    same: starts,
    only: 'nodejs24.x',
    cases: ['modules: a folder with an index'],
  },
  {
    why: 'withLambda() refuses a malformed handler string, with the error of the runtime as its cause',
    same: answers,
    cases: ['modules: a handler string with two dots', 'modules: a handler string without an export'],
  },
  {
    why: 'What the runtime itself makes an error of has no frames in its log line',
    same: allButFrames,
    only: 'nodejs22.x',
    cases: [
      'callbacks: a circle that is not held only fails',
      'callbacks: a text is called back as an error',
      'callbacks: an object is called back as an error',
      'callbacks: context.fail with a text',
      'callbacks: context.fail without an error is handled',
      'callbacks: false is an error',
      'callbacks: one that is not held only fails',
      'callbacks: zero is an error',
    ],
  },
  {
    why: 'The remaining time is told by the clock of the environment, which no Date.now of the function replaces',
    same: starts,
    cases: ["context: it is told by the function's own Date"],
  },
  {
    why: 'Node’s warning of an unsettled top-level await shows a line of the runtime',
    same: answers,
    only: 'nodejs22.x',
    cases: ['init: a top-level await that never settles'],
  },
  {
    why: 'Listeners of the function for beforeExit are not called: what is told of the empty event loop is told once',
    same: starts,
    cases: [
      'crashes: beforeExit is told of the empty loop',
      'crashes: beforeExit may make more work',
      'crashes: beforeExit may still settle the answer',
    ],
  },
  {
    why: 'Node.js 22 loses the context of an exception from a bare queueMicrotask()',
    same: starts,
    host: 22,
    cases: ['crashes: an exception in a microtask'],
  },
  {
    why: 'Node.js is the one that runs Vitest: 22 shows the asynchronous context as fields of a promise',
    same: answers,
    host: 22,
    cases: ['console: a promise, as text'],
  },
  {
    why: 'Node.js is the one that runs Vitest: 26 writes JSON of any depth',
    same: starts,
    host: 26,
    cases: ['results: what is nested too deep is refused'],
  },
]
