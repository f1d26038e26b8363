// Packages with a count in module scope, for fixtures: `node_modules` is no folder to be kept in a repository.

import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const files: Readonly<Record<string, string>> = {
  'counting-esm/package.json': '{ "name": "counting-esm", "type": "module", "exports": "./index.js" }',
  'counting-esm/index.js': "export { count } from './count.js'\n",
  'counting-esm/count.js': 'let current = 0\n\nexport const count = () => ++current\n',
  'counting-cjs/package.json': '{ "name": "counting-cjs", "main": "./index.js" }',
  'counting-cjs/index.js':
    "const state = require('./state')\n\nexports.state = state\nexports.count = () => ++state.count + require('./lazy').none\n",
  'counting-cjs/state.js': 'exports.count = 0\n',
  'counting-cjs/lazy.js': 'exports.none = 0\n',
}

/** Writes packages to where every fixture finds them: `counting-esm` hides its state, `counting-cjs` exports it. */
export async function writeCountingPackages(): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = fileURLToPath(new URL(`./fixtures/node_modules/${name}`, import.meta.url))
    await mkdir(file.replace(/[^/\\]*$/, ''), { recursive: true })
    await writeFile(file, text)
  }
}
