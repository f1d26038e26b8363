// A function that keeps the state of one request where all requests of its environment see it.

import { readdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from 'aws-lambda'

interface Store {
  getRequestId(): string
  getXRayTraceId(): string | undefined
  get(key: string): unknown
  set(key: string, value: unknown): void
  run<Result>(context: object, fn: () => Result): Result
  hasContext(): boolean
}

const { InvokeStore } = (globalThis as unknown as { awslambda: { InvokeStore: Store } }).awslambda

let count = 0
let user: string | undefined
const atInit: { requestId: string; hasContext: boolean } = {
  requestId: InvokeStore.getRequestId(),
  hasContext: InvokeStore.hasContext(),
}

/** Reads, waits, writes: what another has written meanwhile is lost. */
export async function add({ ms = 10 }: { ms?: number }): Promise<number> {
  const before = count
  await sleep(ms)
  count = before + 1
  return count
}

/** Whose request is it, after a wait? */
export async function whoAmI(event: { user: string; ms: number }): Promise<string | undefined> {
  user = event.user
  await sleep(event.ms)
  return user
}

export interface Identity {
  readonly requestId: string
  readonly stored: string
  readonly traceId: string | undefined
  readonly contextTraceId: string | undefined
  readonly variable: string | undefined
  readonly atInit: typeof atInit
}

export async function identify({ ms = 5 }: { ms?: number }, context: Context): Promise<Identity> {
  console.log('before')
  await sleep(ms)
  console.warn('after')
  process.stdout.write(`raw ${ms}\n`)
  return {
    requestId: context.awsRequestId,
    stored: InvokeStore.getRequestId(),
    traceId: InvokeStore.getXRayTraceId(),
    contextTraceId: (context as { xRayTraceId?: string }).xRayTraceId,
    variable: process.env['_X_AMZN_TRACE_ID'],
    atInit,
  }
}

export async function remember({ value, ms }: { value: string; ms: number }): Promise<unknown[]> {
  InvokeStore.set('value', value)
  await sleep(ms)
  const inside = InvokeStore.run({ value: 'other' }, () => InvokeStore.get('value'))
  return [InvokeStore.get('value'), inside, InvokeStore.constructor.name]
}

export async function variables(): Promise<Record<string, string | undefined>> {
  const { AWS_LAMBDA_MAX_CONCURRENCY, AWS_LAMBDA_INITIALIZATION_TYPE, AWS_LAMBDA_LOG_FORMAT } = process.env
  return { AWS_LAMBDA_MAX_CONCURRENCY, AWS_LAMBDA_INITIALIZATION_TYPE, AWS_LAMBDA_LOG_FORMAT }
}

export async function file({ name, ms = 5 }: { name: string; ms?: number }): Promise<string[]> {
  writeFileSync(`/tmp/${name}`, name)
  await sleep(ms)
  return readdirSync('/tmp')
}

export function callback(_event: unknown, _context: unknown, done: (error: null, value: string) => void): void {
  done(null, 'called back')
}
