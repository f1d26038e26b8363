// What is compared of one invocation, whoever ran it, and how a recording says it.

import { exitError } from '../../../src/runtime/exit-error.js'
import type { Answer, RecordedProcess } from './corpus.js'
import { requestId } from './wire.js'

/** One invocation as its caller and the reader of its log see it. */
export interface View {
  /** The runtime process was started for it. */
  readonly cold: boolean
  readonly answer: Answer
  readonly lines: readonly string[]
}

/** The NUL bytes between metadata and body (STR-6). */
const DELIMITER = '\0'.repeat(8)

/** A streamed answer with its metadata apart from its body, as clients see it (STR-6). */
function clients(answer: Answer): Answer {
  if (!('stream' in answer)) return answer
  const { contentType, text, ...rest } = answer.stream
  const [head = '', ...body] = text.split(DELIMITER)
  if (body.length === 0) return answer
  const metadata = JSON.parse(head) as unknown
  return { stream: { contentType, metadata, text: body.join(DELIMITER), ...rest } }
}

/** How Lambda shows what the client did: its part is added by the rules INIT-6, INIT-10 and ERR-11. */
export function recordedViews(processes: readonly RecordedProcess[]): View[] {
  let n = 0
  return processes.flatMap((process) => {
    const atInit = process.init?.lines ?? []
    // A failed Init is run again inside the invocation, and fails again.
    if (process.invocations.length === 0) {
      const answer = process.init?.error === undefined ? ended(process, ++n) : { error: process.init.error }
      return [{ cold: true, answer, lines: [...atInit, ...atInit] }]
    }
    return process.invocations.map(({ answer, lines = [] }, index) => {
      n++
      const cold = index === 0
      return { cold, answer: answer ? clients(answer) : ended(process, n), lines: cold ? [...atInit, ...lines] : lines }
    })
  })
}

function ended({ exit = { code: 1 }, hung }: RecordedProcess, n: number): Answer {
  return hung ? { timeout: true } : { error: exitError(requestId(n), exit) }
}
