// Functions that reach for what they need when the test calls them.

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { appendFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { setTimeout } from 'node:timers/promises'

export const seed = async (): Promise<number> => (await import('./sower.js')).sow()
export const packages = async (): Promise<string[]> => {
  const { Hono } = await import('hono')
  const { gzipSync } = await import('node:zlib')
  return [typeof Hono, typeof gzipSync]
}
export const load = (path: string): Promise<unknown> => import(path)

export const write = (path: string, text: string): void => writeFileSync(path, text)
export const append = async (path: string, text: string): Promise<string> => {
  await appendFile(path, text)
  return readFile(path, 'utf8')
}

export const around = (): object => ({
  table: process.env['TABLE'],
  home: process.env['HOME'],
  directory: process.cwd(),
  hasFixtures: existsSync('/var/task/package.json') && readFileSync('package.json').length > 0,
  temporary: tmpdir(),
})
export const set = (name: string, value: string): void => void (process.env[name] = value)
export const connect = (url: string): Promise<string> =>
  fetch(url).then(
    () => 'connected',
    ({ cause }: Error) => (cause as Error).message,
  )
export const waits = async (ms: number): Promise<number> => {
  const from = Date.now()
  await setTimeout(ms)
  return Date.now() - from
}
export const now = (): number => Date.now()
