// Where the managed nodejs22.x is newer than the npm client 3.3.0 that was recorded (HND-12): its own rules win.
// Source: https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/tree/da5777a/src

import type { Answer } from './corpus.js'
import type { View } from './view.js'

/** The promise of an async function that nothing can settle: the recorded client answers null. */
const NEVER_SETTLED: readonly string[] = [
  'crashes: a promise that never settles after some work',
  'crashes: a promise that never settles, of an async function',
  "crashes: a timer that is unref'd does not count",
  'crashes: process.exitCode of a process with nothing left to do',
]

/** Names of the cases in which the behaviour overrules the recording, to be held against those that there are. */
export const OVERRULED: readonly string[] = NEVER_SETTLED

const MESSAGE =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was ' +
  'never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes'
const ERROR = { errorType: 'Runtime.NodeJsExit', errorMessage: MESSAGE }
const STACK = `${ERROR.errorType}: ${MESSAGE}`

/** The recorded views with the answers, and the lines about them, that the newer client gives. */
export function asManaged(name: string, views: readonly View[]): readonly View[] {
  if (!NEVER_SETTLED.includes(name)) return views
  return views.map((view, index) => (isNull(view.answer) ? neverSettled(view, index + 1) : view))
}

function isNull(answer: Answer): boolean {
  return 'response' in answer && answer.response === null
}

function neverSettled(view: View, n: number): View {
  const id = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const logged = JSON.stringify({ ...ERROR, stack: [STACK] })
  const line = `<TIME>\t${id}\tERROR\tInvoke Error \t${logged}`
  return { ...view, answer: { error: { ...ERROR, trace: [STACK] } }, lines: [...view.lines, line] }
}
