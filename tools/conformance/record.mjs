// Runs handlers under AWS's own Node.js runtime clients and writes down how they answer: test/conformance/runtime/README.md.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual, parseArgs } from 'node:util'
import { installClients, TARGETS } from './clients.mjs'
import { readCases } from './cases.mjs'
import { recordCase } from './record-case.mjs'

const home = join(import.meta.dirname, '../../test/conformance/runtime')
const { values: options } = parseArgs({
  options: {
    target: { type: 'string', multiple: true, default: Object.keys(TARGETS) },
    only: { type: 'string', default: '' },
    cases: { type: 'string', default: join(home, 'cases') },
    out: { type: 'string', default: join(home, 'recordings') },
    cache: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})

const cases = readCases(options.cases).filter(({ name }) => new RegExp(options.only).test(name))
const clients = installClients(options.cache)
let failures = 0
for (const target of options.target) failures += await recordTarget(target)
process.exitCode = failures > 0 ? 1 : 0

/** Records all cases with one client; with --check it compares instead. Gives the number of cases that differ. */
async function recordTarget(target) {
  const client = clients[target]
  if (!client) throw new Error(`--target ${target}: there are ${Object.keys(TARGETS).join(', ')}`)
  const startedAt = performance.now()
  const recorded = {}
  const waiting = [...cases]
  const worker = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) recorded[one.name] = await recordCase(client, one)
  }
  await Promise.all([worker(), worker()])
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stderr.write(`${target}: ${cases.length} cases in ${seconds} s\n`)
  const file = join(options.out, `${target}.json`)
  return options.check ? check(target, read(file).cases, recorded) : write(file, client, recorded)
}

function check(target, before, now) {
  const differing = Object.keys(now).filter((name) => !isDeepStrictEqual(before[name], now[name]))
  for (const name of differing) {
    const [was, is] = [before[name], now[name]].map((one) => JSON.stringify(one))
    process.stdout.write(`${target}: ${name}\n  was ${was}\n  is  ${is}\n`)
  }
  return differing.length
}

/** Cases that --only leaves out keep the record they have. */
function write(file, { node, version }, recorded) {
  const kept = options.only ? read(file).cases : {}
  const sorted = Object.entries({ ...kept, ...recorded }).sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = sorted.map(([name, record]) => `${JSON.stringify(name)}:${JSON.stringify(record)}`)
  const head = JSON.stringify({ node, awsLambdaRic: version }).slice(0, -1)
  mkdirSync(options.out, { recursive: true })
  writeFileSync(file, `${head},"cases":{\n${lines.join(',\n')}\n}}\n`)
  return 0
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
