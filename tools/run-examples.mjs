// Builds the package, puts what would be published where the examples find it as users do, and runs all of them.

import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const examples = join(root, 'examples')
const installed = join(examples, 'node_modules', 'vitest-lambda')
const major = Number(process.versions.node.split('.')[0])

if (major < 22) {
  fail(
    `The examples need Node.js 22.12 or later, and this is ${process.version}. Run them as \`npm run examples\`: ` +
      `npm then takes the Node.js that \`npm ci\` has put into node_modules.`,
  )
}

// The build calls the compiler by its name.
process.env.PATH = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`

run('the build', 'tsup/dist/cli-default.js')
publish()
run('the type check of the examples', 'typescript/bin/tsc', '--project', examples)
run('the examples', 'vitest/vitest.mjs', 'run', '--root', examples, ...process.argv.slice(2))

/** A real directory, not a link: code in node_modules is loaded by Node and not by Vite, and that is what is tried. */
function publish() {
  rmSync(installed, { recursive: true, force: true })
  mkdirSync(installed, { recursive: true })
  for (const part of ['package.json', 'README.md', 'LICENSE', 'dist']) {
    cpSync(join(root, part), join(installed, part), { recursive: true })
  }
}

/** Runs a tool of the repository with this Node.js; by its file, because the links in .bin are not the same everywhere. */
function run(what, tool, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', tool), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status === 0) return
  fail(`${what} failed.`, status ?? 1)
}

function fail(message, code = 1) {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}
