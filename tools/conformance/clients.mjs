// AWS's own runtime clients and the Node.js they run on, installed outside of the package when they are first needed.

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Client and Node.js as the managed runtimes have them. `start` is what the client's own bootstrap runs. */
export const TARGETS = {
  'node24-ric4': { runtime: 'nodejs24.x', node: 'node24', ric: 'aws-lambda-ric-4', start: 'index.mjs' },
  'node22-ric3': { runtime: 'nodejs22.x', node: 'node22', ric: 'aws-lambda-ric-3', start: 'bin/index.mjs' },
}

const node = (version) => `npm:node-${process.platform}-${process.arch}@${version}`

const DEPENDENCIES = {
  'aws-lambda-ric-3': 'npm:aws-lambda-ric@3.3.0',
  'aws-lambda-ric-4': 'npm:aws-lambda-ric@4.0.2',
  node22: node('22.23.3'),
  node24: node('24.21.0'),
}

/** Installs what is missing below `cache`; gives where things are, by target. */
export function installClients(cache = join(tmpdir(), 'vitest-lambda-conformance')) {
  const installed = (name) => join(cache, 'node_modules', name)
  if (!Object.keys(DEPENDENCIES).every((name) => existsSync(installed(name)))) install(cache)
  return Object.fromEntries(
    Object.entries(TARGETS).map(([name, { runtime, node: nodeName, ric, start }]) => {
      const folder = realpathSync(installed(ric))
      const [nodeVersion, version] = [nodeName, ric].map(
        (one) => JSON.parse(readFileSync(join(installed(one), 'package.json'), 'utf8')).version,
      )
      const command = join(installed(nodeName), 'bin', 'node')
      return [name, { runtime, command, start: join(folder, start), folder, node: nodeVersion, version }]
    }),
  )
}

function install(cache) {
  mkdirSync(cache, { recursive: true })
  const manifest = { private: true, dependencies: DEPENDENCIES }
  writeFileSync(join(cache, 'package.json'), JSON.stringify(manifest, undefined, 2))
  process.stderr.write(`Installing AWS's runtime clients into ${cache}: they are compiled, which takes minutes.\n`)
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: cache,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (status === 0) return
  throw new Error(
    'The clients could not be installed. They compile a native addon, for which Linux needs make, g++, cmake, ' +
      'autoconf, automake, libtool and python3.',
  )
}
