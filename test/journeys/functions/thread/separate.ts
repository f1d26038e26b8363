// Tells what it has for itself, and changes what others might see.

import { events } from 'vitest-lambda/events'
import { Hono } from 'hono'
import { readFileSync } from 'node:fs'
import { lookup } from 'node:dns/promises'
import { createRequire } from 'node:module'
import workers, { isMainThread, parentPort, threadId, workerData } from 'node:worker_threads'
import start from '../cold-start/awaited.js'
import settings from '../cold-start/settings.json' with { type: 'json' }

const marked = Hono as { seen?: number }
const mine = globalThis as { made?: number }

const ways: Record<string, (event: { readonly url?: string }) => unknown> = {
  package: () => (marked.seen = (marked.seen ?? 0) + 1),
  globals: () => (mine.made = (mine.made ?? 0) + 1),
  overwrite: () => {
    globalThis.fetch = (async () => new Response('own')) as typeof fetch
    console.log = () => undefined
    return 'overwritten'
  },
  variables: () => Object.keys(process.env).toSorted(),
  setVariable: () => (process.env['ADDED'] = 'yes'),
  zone: () => [new Date(0).getTimezoneOffset(), Intl.DateTimeFormat().resolvedOptions().timeZone, process.env['TZ']],
  place: () => [process.cwd(), process.argv.length, process.exitCode ?? 0],
  network: ({ url }) => fetch(String(url)).then((response) => response.text()),
  name: () => lookup('localhost').then(({ address }) => address.length > 0),
  loaded: async () => {
    start.count++
    const native = (await import('../cold-start/settings.json', { with: { type: 'json' } })) as { default: unknown }
    const { default: text } = (await import('./counter.ts?raw' as string)) as { default: string }
    return [start.count, settings, native.default, text.split('\n')[0], events.sqs({ body: 'a' }).Records.length]
  },
  thread: () => [isMainThread, threadId, parentPort, workerData, workers.isMainThread],
  require: () => typeof createRequire(import.meta.url)('hono'),
  self: () => readFileSync(new URL(import.meta.url), 'utf8').split('\n')[0],
}

export const handler = async (event: { readonly way: string; readonly url?: string }): Promise<unknown> =>
  ways[event.way]?.(event)
