// Plays one invocation against the runtime as a sandbox does, with an event loop that has nothing else to do.

import { setImmediate as turn } from 'node:timers/promises'
import type { Answer, LoopEmptied } from '../../src/runtime/answer.js'
import { parseEvent } from '../../src/runtime/client-json.js'
import { createConsoleFormat } from '../../src/runtime/console.js'
import { createContext, type LambdaContext } from '../../src/runtime/context.js'
import { type Crash, crash } from '../../src/runtime/crash.js'
import { enterHandler, type Running } from '../../src/runtime/enter-handler.js'
import { type RuntimeLog, errorLogArguments } from '../../src/runtime/error-log.js'
import { errorPayload } from '../../src/runtime/error-payload.js'
import type { Handler } from '../../src/runtime/find-handler.js'
import { responsePayload } from '../../src/runtime/response-payload.js'
import { RuntimeFault } from '../../src/runtime/runtime-fault.js'
import type { ErrorPayload, ExitStatus, Invocation, RuntimeRules } from '../../src/sandbox/port.js'

export const REQUEST_ID = '00000000-0000-4000-8000-000000000001'

export const BOTH_RULES: readonly RuntimeRules[] = ['nodejs24.x', 'nodejs22.x']

export function invocationOf(overrides: Partial<Invocation> = {}): Invocation {
  return {
    requestId: REQUEST_ID,
    index: 1,
    event: '{}',
    deadline: 4_000,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:oracle',
    ...overrides,
  }
}

export function variablesOf(): Map<string, string> {
  const variables = {
    AWS_LAMBDA_FUNCTION_NAME: 'oracle',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/oracle',
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/01/01/[$LATEST]00000000000000000000000000000000',
  }
  return new Map(Object.entries(variables))
}

export function contextOf(rules: RuntimeRules): LambdaContext {
  return createContext(rules, invocationOf(), variablesOf(), () => 1_000)
}

/** What the platform sees of one invocation. */
export interface Played {
  readonly settled: 'response' | 'error' | 'exit'
  /** The JSON text that was posted. */
  readonly text?: string
  readonly error?: ErrorPayload
  readonly exit?: ExitStatus
  /** What the runtime itself logged, written at the epoch. */
  readonly logs: readonly string[]
}

export interface PlayOptions {
  readonly rules: RuntimeRules
  readonly format?: 'Text' | 'JSON'
  readonly invocation?: Partial<Invocation>
}

/** For handlers that do not stream; those that do are played elsewhere. */
export function noStream(): never {
  throw new Error('a handler that does not stream was given a response stream')
}

/** The handler gets five turns of the event loop; what has not answered by then has left nothing in it. */
export async function play(handler: Handler, options: PlayOptions): Promise<Played> {
  const { rules, format = 'Text' } = options
  const log = logger(rules, format)
  let context: LambdaContext
  let event: unknown
  try {
    const invocation = invocationOf(options.invocation)
    context = createContext(rules, invocation, variablesOf(), () => 1_000)
    event = parseEvent(invocation.event, rules)
  } catch (fault) {
    const fatal = fault instanceof RuntimeFault && fault.fatal
    return settle({ kind: fatal ? 'crash' : 'error', error: fault }, rules, log)
  }
  const ends: (Played | Promise<Played>)[] = []
  // HND-9: changes made in this turn are in the answer on nodejs24.x.
  const running = enterHandler(
    handler,
    event,
    context,
    rules,
    (answer: Answer) => {
      ends.push(rules === 'nodejs24.x' ? turn().then(() => settle(answer, rules, log)) : settle(answer, rules, log))
    },
    noStream,
  )
  for (let turns = 0; turns < 5 && ends.length === 0; turns++) await turn()
  return ends[0] ?? loopEmptied(running, rules, log)
}

function loopEmptied(running: Running, rules: RuntimeRules, log: Log): Played {
  const end = running.loopEmptied()
  if (!end) throw new Error('the runtime neither answered nor said what an empty event loop means')
  return settle(end, rules, log)
}

interface Log {
  readonly lines: string[]
  write(entries: readonly RuntimeLog[]): void
}

function logger(rules: RuntimeRules, format: 'Text' | 'JSON'): Log {
  const lines: string[] = []
  const console = createConsoleFormat({ rules, format })
  return {
    lines,
    write(entries) {
      for (const entry of entries) {
        if (entry.to === 'stderr') lines.push(entry.text)
        else {
          const args = errorLogArguments(entry.label, entry.error, format, rules)
          lines.push(console('ERROR', args, { time: 0, requestId: REQUEST_ID })?.line ?? '')
        }
      }
    },
  }
}

function settle(end: LoopEmptied, rules: RuntimeRules, log: Log): Played {
  switch (end.kind) {
    case 'response': {
      const text = responsePayload(end.value, rules)
      return typeof text === 'string' ? { settled: 'response', text, logs: log.lines } : failed(text, rules, log)
    }
    case 'error':
      return failed(end.error, rules, log)
    case 'streamed':
      return noStream()
    case 'crash':
      return crashed(crash('uncaughtException', end.error, rules, true), log)
    case 'exit':
      return { settled: 'exit', exit: { code: end.code }, logs: log.lines }
  }
}

function failed(error: unknown, rules: RuntimeRules, log: Log): Played {
  log.write([{ to: 'console', label: 'Invoke Error', error }])
  const payload = errorPayload(error, rules)
  return { settled: 'error', error: payload, text: JSON.stringify(payload), logs: log.lines }
}

function crashed({ exit, payload, logs }: Crash, log: Log): Played {
  log.write(logs)
  return payload
    ? { settled: 'error', error: payload, text: JSON.stringify(payload), exit, logs: log.lines }
    : { settled: 'exit', exit, logs: log.lines }
}
