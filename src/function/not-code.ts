// Explains what was given in place of a function's code, and what to write instead.

import { describeValue, isRecord, isThenable } from './show-value.js'

const WRITE =
  "pass a loader, () => import('./orders.js'), a handler string, 'src/orders.handler', or the handler function"

/** Two or three sentences about a value that is no code. */
export function explainNotCode(value: unknown): string {
  if (value === undefined) {
    return `received undefined. Is the export's name right, or do modules import each other? Else ${WRITE}.`
  }
  if (isThenable(value)) {
    return "received a promise: its module is loaded once and for all. Pass () => import('./orders.js'), not import('./orders.js')."
  }
  return (isRecord(value) && explainModule(value)) || `received ${describeValue(value)}. Instead ${WRITE}.`
}

function explainModule(value: Readonly<Record<string, unknown>>): string | undefined {
  const functions = Object.keys(value).filter((name) => typeof value[name] === 'function')
  const isModule = Reflect.get(value, Symbol.toStringTag) === 'Module'
  const [first] = functions
  if (!isModule && first === undefined) return undefined
  const what = isModule ? 'a module that is already loaded' : 'an object'
  const names = functions.length > 0 ? ` with ${functions.slice(0, 5).join(', ')}` : ''
  const name = functions.includes('handler') || first === undefined ? 'handler' : first
  return (
    `received ${what}${names}. Pass () => import('./orders.js'), so that every cold start evaluates the module anew, ` +
    `or only the function, its ${name}.`
  )
}
