// `events.stepFunctions`: what a state machine passes to the function of a Task state, which its definition decides.

import { type Kinds, readInput } from './input.js'
import { messageText } from './json-text.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What the state passes. */
export interface StepFunctionsTaskInput<Payload = unknown> {
  /** JSON: the state's `Payload`, or its whole input. Default `{ message: 'message 1' }`. */
  readonly payload?: Payload | undefined
}

/** What a state passes that waits for its token to come back. */
export interface StepFunctionsTokenInput<Payload = unknown> extends StepFunctionsTaskInput<Payload> {
  /** Default: always the same. */
  readonly taskToken?: string | undefined
}

/** The event of a state whose `Payload` is `{ "input.$": "$", "taskToken.$": "$$.Task.Token" }`. */
export interface StepFunctionsTokenEvent<Payload = unknown> {
  input: Payload
  taskToken: string
}

/** What failed in the state that a catcher follows. */
export interface StepFunctionsErrorInput {
  /** The error's name. Default `States.TaskFailed`. */
  readonly error?: string | undefined
  /** A string as it is; anything else, such as the error object of another function, becomes JSON text. */
  readonly cause?: unknown
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export interface StepFunctionsErrorEvent {
  Error: string
  Cause: string
}

const TASK_KINDS: Kinds<StepFunctionsTaskInput> = { payload: 'any' }
const TOKEN_KINDS: Kinds<StepFunctionsTokenInput> = { ...TASK_KINDS, taskToken: 'string' }
const ERROR_KINDS: Kinds<StepFunctionsErrorInput> = { error: 'string', cause: 'any' }
const PAYLOAD = { message: 'message 1' }

/**
 * A Task state that invokes the function: the event is the payload.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
function task<Payload extends {} | null = typeof PAYLOAD>(
  input?: StepFunctionsTaskInput<Payload>,
  overrides?: DeepPartial<NoInfer<Payload>>,
): Payload {
  const where = 'events.stepFunctions.task'
  const { payload = PAYLOAD } = readInput<StepFunctionsTaskInput>(where, input, TASK_KINDS)
  return withOverrides(where, payload as Payload, overrides)
}

/**
 * A Task state that waits (`.waitForTaskToken`). The names of the fields are those of AWS's example; where yours are
 * others, give the token in the payload of `task`. Step Functions waits for `SendTaskSuccess`, whatever the function
 * answers.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
function waitForTaskToken<Payload extends {} | null = typeof PAYLOAD>(
  input?: StepFunctionsTokenInput<Payload>,
  overrides?: DeepPartial<StepFunctionsTokenEvent<NoInfer<Payload>>>,
): StepFunctionsTokenEvent<Payload> {
  const where = 'events.stepFunctions.waitForTaskToken'
  const given = readInput<StepFunctionsTokenInput>(where, input, TOKEN_KINDS)
  const { payload = PAYLOAD, taskToken = 'EXAMPLE-task-token' } = given
  const event = { input: payload, taskToken }
  return withOverrides(where, event as StepFunctionsTokenEvent<Payload>, overrides as object)
}

/**
 * What a catcher (`Catch`) passes on to the state that handles the error.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
function error(
  input?: StepFunctionsErrorInput,
  overrides?: DeepPartial<StepFunctionsErrorEvent>,
): StepFunctionsErrorEvent {
  const where = 'events.stepFunctions.error'
  const { error: name = 'States.TaskFailed', cause = 'cause 1' } = readInput(where, input, ERROR_KINDS)
  return withOverrides(where, { Error: name, Cause: messageText(where, 'cause', cause) }, overrides)
}

/** Builders of what a state machine passes to a function. */
export interface StepFunctionsEvents {
  readonly task: typeof task
  readonly waitForTaskToken: typeof waitForTaskToken
  readonly error: typeof error
}

export const stepFunctions: StepFunctionsEvents = { task, waitForTaskToken, error }
