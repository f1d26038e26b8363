// `events.scheduler`: what a schedule of EventBridge Scheduler sends, which is whatever its target's input says.

import { wholeSeconds } from './event-bridge.js'
import { type Kinds, readInput } from './input.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'
import { isPlainObject } from './plain-object.js'

/**
 * What a schedule sends whose target has no input: `detail` is text.
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
 */
export interface SchedulerEvent {
  version: string
  id: string
  'detail-type': 'Scheduled Event'
  source: 'aws.scheduler'
  account: string
  time: string
  region: string
  resources: string[]
  detail: string
}

/** The schedule, and what its target's input says. */
export interface SchedulerInput<Input = unknown> extends Origin {
  /**
   * JSON. Scheduler puts values into its texts in the place of `<aws.scheduler.schedule-arn>`,
   * `<aws.scheduler.scheduled-time>`, `<aws.scheduler.execution-id>` and `<aws.scheduler.attempt-number>`.
   * Default: none, and Scheduler sends an event of its own.
   */
  readonly input?: Input | undefined
  /** The schedule's name. Default `my-schedule`. */
  readonly schedule?: string | undefined
  /** The schedule's group. Default `default`. */
  readonly group?: string | undefined
  /** Of this attempt; also the `id` of Scheduler's own event. Default: a UUID that is always the same. */
  readonly executionId?: string | undefined
  /** 1, the default, or more. */
  readonly attemptNumber?: number | undefined
}

const KINDS: Kinds<SchedulerInput> = {
  input: 'any',
  schedule: 'name',
  group: 'name',
  executionId: 'string',
  attemptNumber: { wholeFrom: 1 },
  ...ORIGIN_KINDS,
}

/**
 * The input of the schedule's target, the context attributes filled in.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function scheduler<Input extends {} | null>(
  input: SchedulerInput<Input> & { readonly input: Input },
  overrides?: DeepPartial<Input>,
): Input
export function scheduler(input?: SchedulerInput<undefined>, overrides?: DeepPartial<SchedulerEvent>): SchedulerEvent
export function scheduler(input?: SchedulerInput, overrides?: object): unknown {
  const where = 'events.scheduler'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { executionId = uuidAt(0), attemptNumber = 1, group = 'default', schedule = 'my-schedule' } = given
  const time = wholeSeconds(origin.time)
  const arn = arnOf(origin, 'scheduler', `schedule/${group}/${schedule}`)
  const own: SchedulerEvent = {
    version: '0',
    id: executionId,
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: origin.accountId,
    time,
    region: origin.region,
    resources: [arn],
    detail: '{}',
  }
  const context = new Map([
    ['schedule-arn', arn],
    ['scheduled-time', time],
    ['execution-id', executionId],
    ['attempt-number', String(attemptNumber)],
  ])
  return withOverrides<unknown>(where, given.input === undefined ? own : filledIn(given.input, context), overrides)
}

function filledIn(value: unknown, context: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    return value.replace(/<aws\.scheduler\.([a-z-]+)>/g, (keyword, name: string) => context.get(name) ?? keyword)
  }
  if (Array.isArray(value)) return value.map((one: unknown) => filledIn(one, context))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filledIn(inner, context)]))
}
