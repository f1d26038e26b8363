// execFile with a callback that nobody waits for.

import { execFile } from 'node:child_process'

export async function handler(): Promise<string> {
  execFile(process.execPath, ['--version'], (error, version) => console.log(error ?? version)) // leak: child-process
  return 'checking'
}
