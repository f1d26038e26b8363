// Takes out of a view what another run, another machine or another line of Node.js would write differently.

import type { View } from './view.js'

const FOREIGN = /^\s+at .*(?:\bnode:|[/\\]node_modules[/\\]|\/var\/runtime\/)/

/** `text` takes the names of this run out of every text of the view. */
export function uniform(view: View, text: (value: string) => string): View {
  const lines = view.lines.map((line) => framesOf(text(line)))
  return { cold: view.cold, answer: deep(view.answer, text, 0) as View['answer'], lines: withoutForeign(lines) }
}

/** A brace after a frame opens the fields of the error. */
function withoutForeign(lines: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (const line of lines) {
    if (!FOREIGN.test(line)) kept.push(line)
    else if (line.endsWith(' {')) kept.push(`${kept.pop() ?? ''} {`)
  }
  return kept
}

/** Nothing that is compared is deeper. */
const DEPTH = 100

function deep(value: unknown, text: (value: string) => string, depth: number): unknown {
  if (depth > DEPTH) return 'too deep to be compared'
  if (typeof value === 'string') return framesOf(text(value))
  if (Array.isArray(value)) {
    const all = value.map((one) => deep(one, text, depth + 1))
    return all.filter((one) => typeof one !== 'string' || !FOREIGN.test(one))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deep(one, text, depth + 1)]))
}

/**
 * Frames alone, in a text of several lines, and in a JSON text: by file and line. Vite names functions, and counts columns,
 * in another way than V8. Those of Node.js say nothing of the function.
 */
function framesOf(text: string): string {
  if (!/\s+at /.test(text)) return text
  return text
    .replaceAll(/(?:\n|\\n)\s+\.\.\. \d+ lines matching cause stack trace \.\.\./g, '')
    .replaceAll(/,"\s+at [^"]*(?:\bnode:|\/node_modules\/|\/var\/runtime\/)[^"]*"/g, '')
    .replaceAll(/\n\s+at [^\n]*(?:\bnode:|\/node_modules\/|\/var\/runtime\/)[^\n{]*/g, '')
    .replaceAll(/\\n\s+at (?:(?!\\n)[^"])*?(?:\bnode:|\/node_modules\/|\/var\/runtime\/)(?:(?!\\n)[^"{])*/g, '')
    .replaceAll(/(\s+at )(?:[^"\n(]*\()?(?:file:\/\/)?([^"\n()]*?:\d+)(?::\d+)?\)?/g, '$1$2')
    .replaceAll(/(\s+at [^"\n]*?:\d+)\{/g, '$1 {')
}
