// No leak: child processes are awaited until they have ended.

import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

export async function handler(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--version'])
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  const [status] = (await once(child, 'close')) as [number]
  return `${stdout.slice(0, 1)} ${status}`
}
