// Names by which AWS knows a function and what belongs to it: its ARN, its log group, its log streams.

import { partitionOf } from './partition.js'

/** The parts of a function's ARN. */
export interface FunctionName {
  readonly region: string
  readonly accountId: string
  readonly functionName: string
}

/** The ARN as the caller named the function: with `:qualifier` only when one was given (CTX-6). */
export function functionArn(name: FunctionName, qualifier?: string): string {
  const arn = `arn:${partitionOf(name.region)}:lambda:${name.region}:${name.accountId}:function:${name.functionName}`
  return qualifier === undefined ? arn : `${arn}:${qualifier}`
}

/** The log group a function writes to unless `loggingConfig.logGroup` names another (CTX-8). */
export function defaultLogGroupName(functionName: string): string {
  return `/aws/lambda/${functionName}`
}

/** What the name of a log stream is made of. */
export interface LogStream {
  /** When the environment began, ms since the epoch; the name shows the UTC day. */
  readonly startedAt: number
  readonly version: string
  /** 32 lower-case hexadecimal digits. */
  readonly id: string
  readonly functionName: string
  readonly logGroupName: string
}

/** `2026/01/31/[$LATEST]<32 hex>`; in a log group of the user's own the function's name comes before the version (CTX-8). */
export function logStreamName(stream: LogStream): string {
  if (!/^[0-9a-f]{32}$/.test(stream.id)) {
    throw new TypeError(`logStreamName(): id is '${stream.id}': it takes 32 lower-case hexadecimal digits`)
  }
  const day = utcDay(new Date(stream.startedAt))
  const shared = stream.logGroupName !== defaultLogGroupName(stream.functionName)
  return `${day}/${shared ? stream.functionName : ''}[${stream.version}]${stream.id}`
}

/** Not through `toISOString`, which costs five times as much in every cold start. */
function utcDay(date: Date): string {
  return `${date.getUTCFullYear()}/${twoDigits(date.getUTCMonth() + 1)}/${twoDigits(date.getUTCDate())}`
}

function twoDigits(part: number): string {
  return part < 10 ? `0${part}` : `${part}`
}
