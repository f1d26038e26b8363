// What a rule of EventBridge hands to its target: the event, a part of it, something constant, or a template filled in.

import { isPlainObject } from '../events/plain-object.js'
import { accept, refuse, type Rule } from '../function/reading.js'
import { fields, received, required, text } from '../function/value-rules.js'
import { atPath, type JsonPath, readPath } from './json-path.js'
import { anything } from './push-options.js'

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
export interface InputTransformer {
  /** Variables by name, each a JSON path into the event: `{ id: '$.detail.id' }`. */
  readonly inputPathsMap?: Readonly<Record<string, string>>
  /** JSON with `<id>` where a variable goes, within quotes or without. */
  readonly inputTemplate: string
}

/** At most one of them. Default: the whole event. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export interface TargetInput {
  /** The same for every event: JSON. */
  readonly input?: unknown
  /** A part of the event: `'$.detail'`. */
  readonly inputPath?: string
  readonly inputTransformer?: InputTransformer
}

const path: Rule<string> = (value, key) =>
  typeof value === 'string' && readPath(value)
    ? accept(value)
    : refuse(`${received(key, value)}: it takes a JSON path in dot notation, such as '$.detail'`)

const paths: Rule<Readonly<Record<string, string>>> = (value, key) => {
  if (!isPlainObject(value))
    return refuse(`${received(key, value)}: it takes an object with a JSON path for each variable`)
  const bad = Object.entries(value)
    .map(([name, one]) => path(one, `${key}.${name}`))
    .find(({ ok }) => !ok)
  return bad && !bad.ok ? bad : accept(value as Readonly<Record<string, string>>)
}

export const TARGET_INPUT: { readonly [Key in keyof Required<TargetInput>]: Rule<Required<TargetInput>[Key]> } = {
  input: anything,
  inputPath: path,
  inputTransformer: required(
    fields<Required<InputTransformer>>({ inputPathsMap: paths, inputTemplate: text(undefined) }),
    'inputTemplate',
  ) as Rule<InputTransformer>,
}

/** What EventBridge knows of an event besides the event itself. */
export interface Arrival {
  readonly ruleName: string
  readonly ruleArn: string
  /** When EventBridge received it, whatever the event says of its own time: ISO 8601. */
  readonly receivedAt: string
}

/** What the target gets of an event. Throws a `TypeError` where EventBridge would have nothing that is JSON to send. */
export type Transform = (event: object, arrival: Arrival) => unknown

/** Throws a `TypeError` when more than one input is given. */
export function transformOf({ input, inputPath, inputTransformer }: TargetInput, where: string): Transform {
  const given = Object.entries({ input, inputPath, inputTransformer }).filter(([, value]) => value !== undefined)
  if (given.length > 1) {
    throw new TypeError(`${where}: it takes one of ${given.map(([name]) => name).join(' and ')}, not several.`)
  }
  if (inputTransformer) return templateOf(inputTransformer, where)
  if (input !== undefined) return () => input
  if (inputPath === undefined) return (event) => event
  return (event) => {
    const part = atPath(event, readPath(inputPath) as JsonPath)
    if (part !== undefined) return part
    throw new TypeError(`${where}: nothing is at inputPath ${inputPath} of the event ${JSON.stringify(event)}.`)
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined */
const PREDEFINED: Readonly<Record<string, Transform>> = {
  'aws.events.rule-arn': (_event, { ruleArn }) => ruleArn,
  'aws.events.rule-name': (_event, { ruleName }) => ruleName,
  'aws.events.event': (event) => Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'detail')),
  'aws.events.event.json': (event) => event,
  'aws.events.event.ingestion-time': (_event, { receivedAt }) => receivedAt,
}

function templateOf({ inputPathsMap = {}, inputTemplate }: InputTransformer, where: string): Transform {
  const at = `${where}: inputTransformer.inputTemplate`
  const names = [...inputTemplate.matchAll(VARIABLE)].map(([, name = '']) => name)
  const unknown = names.find((name) => !Object.hasOwn(inputPathsMap, name) && !Object.hasOwn(PREDEFINED, name))
  if (unknown !== undefined) {
    throw new TypeError(`${at} has <${unknown}>, which inputPathsMap does not name.`)
  }
  return (event, arrival) => {
    const valueOf = (name: string): unknown => {
      if (!Object.hasOwn(inputPathsMap, name)) return PREDEFINED[name]?.(event, arrival)
      return atPath(event, readPath(inputPathsMap[name] as string) as JsonPath)
    }
    const filled = inputTemplate.replaceAll(PIECE, (piece) =>
      piece.startsWith('"')
        ? piece.replaceAll(VARIABLE, (_, name: string) => quotedText(valueOf(name)))
        : piece.replaceAll(VARIABLE, (_, name: string) => JSON.stringify(valueOf(name)) ?? ''),
    )
    try {
      return JSON.parse(filled) as unknown
    } catch {
      throw new TypeError(`${at} became ${filled}, which is not JSON: EventBridge cannot send that to a function.`)
    }
  }
}

const VARIABLE = /<([\w.-]+)>/g
/** A JSON string, or what is between two. */
const PIECE = /"(?:[^"\\]|\\.)*"|[^"]+/g

/** Within quotes: text as it is, anything else as JSON; what is not in the event is empty. */
function quotedText(value: unknown): string {
  if (value === undefined) return ''
  return JSON.stringify(typeof value === 'string' ? value : JSON.stringify(value)).slice(1, -1)
}
