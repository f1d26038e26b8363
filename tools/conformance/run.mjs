// Runs the comparison with AWS's runtime clients, and the corpus of leaks, on one or more lines of Node.js: npm run conformance -- --node 22.
// On another line than this one, the journeys of threads run, too: threads lean on much that is not the same in all of them.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const root = join(import.meta.dirname, '../..')
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    node: { type: 'string', multiple: true, default: [] },
    everything: { type: 'boolean', default: false },
    cache: { type: 'string', default: join(tmpdir(), 'vitest-lambda-conformance') },
  },
})

/** The corpus of leaks; it is in other projects as well, for other pools. */
const LEAKS = ['run', '--project=alone', 'test/conformance/leaks/leaks.test.ts']

const PINNED = { 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' }

const commands = options.node.length > 0 ? options.node.map(installed) : [process.execPath]
const failed = commands.filter((command) => !passes(command))
process.exitCode = failed.length > 0 ? 1 : 0

/** Node.js of that line, in the version that the suite was last seen to pass on, or of that very version, by npm; it stays in the cache. */
function installed(line) {
  const version = PINNED[line] ?? line
  const folder = join(options.cache, `node-${version}`)
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = `node-${platform}-${process.arch}`
  const command = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(command)) return command
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  const npm = ['install', '--no-audit', '--no-fund', `${name}@${version}`]
  const { status } = spawnSync('npm', npm, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) throw new Error(`--node ${line}: npm has no ${name}@${version} that it could install.`)
  return command
}

/** The suite on that Node.js; its workers run on the same. */
function passes(command) {
  const { stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' })
  process.stdout.write(`\nNode.js ${stdout.trim()}\n`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const suite = ['run', 'test/conformance', ...(isThisLine(stdout) ? [] : ['test/journeys/thread']), ...positionals]
  const run = (args, env) =>
    spawnSync(command, [vitest, ...args], { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' }).status === 0
  if (!options.everything) return run(suite)
  // Both, also where the first one fails.
  const [inBoth, leaksInThreads] = [run(suite, { CONFORMANCE: 'all' }), run(LEAKS, { LEAKS_IN: 'thread' })]
  return inBoth && leaksInThreads
}

function isThisLine(version) {
  return version.startsWith(`${process.version.split('.')[0]}.`)
}
