// A child process that is started and not waited for.

import { spawn } from 'node:child_process'

export async function handler(): Promise<string> {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300)']) // leak: child-process
  child.on('error', (error) => console.error(error))
  return 'converting'
}
