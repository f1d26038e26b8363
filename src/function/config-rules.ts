// The table of all configuration keys: for each, the rule that reads it.

import { isRegExp } from 'node:util/types'
import type { Destination, LoggingConfig } from './aws-config.js'
import { readDuration } from './duration.js'
import type { LambdaConfig } from './lambda-config.js'
import { QUOTAS } from './quotas.js'
import { accept, refuse } from './reading.js'
import type { Rule } from './reading.js'
import { CREDENTIAL_VARIABLES, keysThatSet, RESERVED_VARIABLES } from './reserved-variables.js'
import { resolveRuntime } from './runtimes.js'
import type { Runtime } from './runtimes.js'
import { isRecord, showValue } from './show-value.js'
import { tags } from './tags-rule.js'
import { fields, list, oneOf, received, required, text, wholeNumber } from './value-rules.js'
import { variables } from './variables-rule.js'

/** What the rules make of each key: `LambdaConfig` without its shorthands, durations in milliseconds. */
export type ConfigValues = Required<
  Omit<LambdaConfig, 'runtime' | 'environment' | 'ephemeralStorage' | 'maximumIdle'>
> & {
  readonly runtime: Runtime
  readonly environment: Readonly<Record<string, string>>
  readonly ephemeralStorage: number
  readonly maximumIdle: number
}

// Patterns of the service model: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
const REGION = '(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\\d'
const ARN = { pattern: /^arn:aws[a-zA-Z-]*:[a-z0-9-.]+:.*$/, form: 'an ARN' }
const FORMS = {
  functionName: { pattern: /^[a-zA-Z0-9-_]+$/, form: 'the bare name: letters, digits, - and _ (LIM-4)' },
  handler: { pattern: /^\S+$/, form: 'the path of an export, without blanks (RES-1)' },
  role: {
    pattern: /^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
    form: "the ARN of a role, like 'arn:aws:iam::123456789012:role/orders' (LIM-7)",
  },
  layer: {
    pattern: new RegExp(
      `^(arn:aws[a-zA-Z-]*:lambda:${REGION}:\\d{12}:layer:[a-zA-Z0-9-_]+:\\d+|arn:[\\w-]+:lambda:::awslayer:[\\w-]+)$`,
    ),
    form: "the ARN of a layer version, like 'arn:aws:lambda:us-east-1:123456789012:layer:deps:1'",
  },
  // ASY-7, ASY-8: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
  deadLetter: {
    pattern: /^arn:aws[a-zA-Z-]*:(?:sqs|sns):[^:]*:[^:]*:(?!.*\.fifo$).+$/,
    form: 'the ARN of a queue or topic that is not FIFO (ASY-8)',
  },
  onSuccess: {
    pattern: /^arn:aws[a-zA-Z-]*:(?:sqs|sns|lambda|events):[^:]*:[^:]*:(?!.*\.fifo$).+$/,
    form: 'the ARN of a queue, topic, function or event bus, and none that is FIFO (ASY-7)',
  },
  onFailure: {
    pattern: /^arn:aws[a-zA-Z-]*:(?:sqs|sns|lambda|events|s3):[^:]*:[^:]*:(?!.*\.fifo$).+$/,
    form: 'the ARN of a queue, topic, function, event bus or bucket, and none that is FIFO (ASY-7)',
  },
  logGroup: { pattern: /^[.\-_/#A-Za-z0-9]+$/, form: 'the name of a log group: letters, digits, . - _ / and #' },
  region: { pattern: new RegExp(`^${REGION}$`), form: "the name of a Region, like 'eu-central-1'" },
  accountId: { pattern: /^\d{12}$/, form: "12 digits as text, like '123456789012'" },
  filled: { pattern: /\S/, form: 'text that is not empty' },
} as const

const loggingConfig: Rule<LoggingConfig> = fields<Required<LoggingConfig>>({
  logFormat: oneOf('Text', 'JSON'),
  applicationLogLevel: oneOf('TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'),
  systemLogLevel: oneOf('DEBUG', 'INFO', 'WARN'),
  logGroup: text(QUOTAS.logGroup, FORMS.logGroup),
})

const destination = (form: { readonly pattern: RegExp; readonly form: string }): Rule<Destination> =>
  required(fields<Destination>({ destination: text(QUOTAS.destinationArn, form) }), 'destination')

const runtime: Rule<Runtime> = (value) => {
  try {
    return accept(resolveRuntime(value))
  } catch (error) {
    return refuse(error instanceof RangeError ? error.message : String(error))
  }
}

const ephemeralStorage: Rule<number> = (value, key) => {
  const size = wholeNumber(QUOTAS.ephemeralStorage)
  if (!isRecord(value)) return size(value, key)
  const [name, ...others] = Object.keys(value)
  if (others.length === 0 && (name === 'Size' || name === 'size')) return size(value[name], `${key}.${name}`)
  return refuse(`${received(key, value)}: it takes a number of MB, or { size }`)
}

const packagePattern: Rule<string | RegExp> = (value, key) => {
  if (isRegExp(value) || (typeof value === 'string' && value.trim() !== '')) return accept(value)
  return refuse(`${received(key, value)}: it takes the name of a package, or a regular expression`)
}

const inheritEnv: Rule<true | readonly string[]> = (value, key) => {
  if (value === true) return accept(value)
  if (!Array.isArray(value))
    return refuse(`${received(key, value)}: it takes true, or a list of names; for none leave it out`)
  const reading = list(text(undefined, FORMS.filled), 'names of variables')(value, key)
  if (!reading.ok) return reading
  const fixed = reading.value.filter((name) => RESERVED_VARIABLES.has(name) && !CREDENTIAL_VARIABLES.includes(name))
  if (fixed.length === 0) return reading
  const keys = keysThatSet(fixed)
  const instead = keys.length > 0 ? `; use ${keys.join(', ')}` : ''
  return refuse(`${key} names ${fixed.join(', ')}, which Lambda sets itself (ENV-2)${instead}`)
}

const accountId: Rule<string> = (value, key) =>
  typeof value === 'number'
    ? refuse(`${received(key, value)}: it takes ${FORMS.accountId.form}`)
    : text(undefined, FORMS.accountId)(value, key)

const seed: Rule<number> = (value, key) =>
  typeof value === 'number' && Number.isSafeInteger(value)
    ? accept(value)
    : refuse(`${key} is ${showValue(value)}: it takes a whole number`)

/** One rule for every key of `LambdaConfig`. */
export const CONFIG_RULES: { readonly [K in keyof ConfigValues]-?: Rule<ConfigValues[K]> } = {
  functionName: text(QUOTAS.functionName, FORMS.functionName),
  handler: text(QUOTAS.handler, FORMS.handler),
  runtime,
  timeout: wholeNumber(QUOTAS.timeout),
  memorySize: wholeNumber(QUOTAS.memorySize),
  environment: variables,
  ephemeralStorage,
  description: text(QUOTAS.description),
  role: text(undefined, FORMS.role),
  kmsKeyArn: text(undefined, ARN),
  tags,
  layers: list(text(undefined, FORMS.layer), 'layer version ARNs', QUOTAS.layers),
  architectures: list(oneOf('x86_64', 'arm64'), 'one architecture', QUOTAS.architectures),
  loggingConfig,
  reservedConcurrentExecutions: wholeNumber(QUOTAS.reservedConcurrentExecutions),
  maximumRetryAttempts: wholeNumber(QUOTAS.maximumRetryAttempts),
  maximumEventAgeInSeconds: wholeNumber(QUOTAS.maximumEventAgeInSeconds),
  deadLetterConfig: required(
    fields<{ targetArn: string }>({ targetArn: text(undefined, FORMS.deadLetter) }),
    'targetArn',
  ),
  destinationConfig: fields<{ onSuccess: Destination; onFailure: Destination }>({
    onSuccess: destination(FORMS.onSuccess),
    onFailure: destination(FORMS.onFailure),
  }),
  tracingConfig: required(fields<{ mode: 'PassThrough' | 'Active' }>({ mode: oneOf('PassThrough', 'Active') }), 'mode'),
  tenancyConfig: required(
    fields<{ tenantIsolationMode: 'PER_TENANT' }>({ tenantIsolationMode: oneOf('PER_TENANT') }),
    'tenantIsolationMode',
  ),
  isolation: oneOf('in-process', 'thread'),
  clock: oneOf('fake', 'real'),
  lifetime: oneOf('test', 'suite'),
  leaks: oneOf('on', 'trace', 'off'),
  freshModules: list(packagePattern, 'package names and regular expressions'),
  inheritEnv,
  network: oneOf('loopback', 'open'),
  console: oneOf('echo', 'silent'),
  unobserved: oneOf('error', 'warn', 'off'),
  maximumIdle: (value, key) => readDuration(value, `${key} ${showValue(value)}`),
  concurrency: required(
    fields<{ perEnvironment: number }>({ perEnvironment: wholeNumber(QUOTAS.perEnvironment) }),
    'perEnvironment',
  ),
  setup: text(undefined, FORMS.filled),
  taskRoot: text(undefined, FORMS.filled),
  region: text(undefined, FORMS.region),
  accountId,
  seed,
}
