// A project that has the built package installed, as its users have it, and runs real Vitest.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const vitest = join(dirname(fileURLToPath(import.meta.resolve('vitest/package.json'))), 'vitest.mjs')

export class InstalledProject {
  readonly #folder: string

  /** Outside of `node_modules`, Vite would transform all of the package. */
  constructor(name: string) {
    this.#folder = fileURLToPath(new URL(`./functions/${name}/`, import.meta.url))
    const installed = join(this.#folder, 'node_modules/vitest-lambda')
    mkdirSync(installed, { recursive: true })
    for (const part of ['dist', 'package.json']) cpSync(join(root, part), join(installed, part), { recursive: true })
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.#folder, file), text)
  }

  /** Runs Vitest; gives how long that took, in real milliseconds, and what it printed. */
  run(...args: readonly string[]): { readonly ms: number; readonly output: string } {
    const kept = Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name))
    const before = performance.now()
    const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, 'run', ...args], {
      cwd: this.#folder,
      env: Object.fromEntries(kept),
      encoding: 'utf8',
    })
    const ms = performance.now() - before
    if (status !== 0) throw new Error(`vitest run ${args.join(' ')} failed:\n${stdout}${stderr}`)
    return { ms, output: stdout }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
