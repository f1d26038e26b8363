// A project that uses the package as it would be published: packed by npm in a copy of the repository, unpacked into
// its node_modules, with nothing but declared dependencies beside it. Nothing is fetched.

import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../', import.meta.url))
const fixture = fileURLToPath(new URL('./fixtures/consumer', import.meta.url))

/** How a program ended, and all it said. */
export interface Ended {
  readonly code: number
  readonly output: string
}

export interface Tarball {
  readonly bytes: number
  /** Paths inside, sorted. */
  readonly files: readonly string[]
}

/** What is needed to build the package; it is copied, so that nothing else that builds is in the way. */
const SOURCES = [
  'src',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsup.config.ts',
  'tools/thread-bundle.ts',
  'README.md',
  'LICENSE',
  'docs',
  'examples',
  'CONTRIBUTING.md',
]

/** Beside the package's own dependencies: what a TypeScript project with Vitest has. */
const CONSUMER_DEPENDENCIES = ['typescript', 'vite']

/** One packed package in one project. Call `remove()` at the end. */
export class Consumer {
  readonly #home: string
  readonly tarball: Tarball

  private constructor(home: string, tarball: Tarball) {
    this.#home = home
    this.tarball = tarball
  }

  /** Builds, packs and installs. */
  static async install(): Promise<Consumer> {
    const home = realpathSync(mkdtempSync(join(tmpdir(), 'vitest-lambda-package-')))
    try {
      const { filename, size, files } = await pack(home)
      const consumer = new Consumer(home, { bytes: size, files: files.map(({ path }) => path).toSorted() })
      cpSync(fixture, consumer.root, { recursive: true })
      mkdirSync(consumer.installed, { recursive: true })
      const unpacked = await run(
        'tar',
        ['-xzf', join('..', filename), '-C', consumer.installed, '--strip-components=1'],
        consumer.root,
      )
      if (unpacked.code !== 0) throw new Error(`the tarball cannot be unpacked:\n${unpacked.output}`)
      linkDependencies(consumer)
      return consumer
    } catch (error) {
      rmSync(home, { recursive: true, force: true })
      throw error
    }
  }

  /** The project's directory. */
  get root(): string {
    return join(this.#home, 'consumer')
  }

  /** Directory of the unpacked package. */
  get installed(): string {
    return join(this.root, 'node_modules', 'vitest-lambda')
  }

  /** Runs Node.js in the project. */
  node(...args: readonly string[]): Promise<Ended> {
    return run(process.execPath, args, this.root)
  }

  /** Runs a program of a dependency by its file, because the links in .bin are not the same on each platform. */
  tool(file: string, ...args: readonly string[]): Promise<Ended> {
    return this.node(join('node_modules', file), ...args)
  }

  remove(): void {
    rmSync(this.#home, { recursive: true, force: true })
  }
}

interface Packed {
  readonly filename: string
  readonly size: number
  readonly files: readonly { readonly path: string }[]
}

/** `npm pack` builds by itself, as it does before publishing. */
async function pack(home: string): Promise<Packed> {
  const copy = join(home, 'repository')
  for (const source of SOURCES) cpSync(join(repository, source), join(copy, source), { recursive: true })
  link(join(repository, 'node_modules'), join(copy, 'node_modules'))
  // What running the examples leaves there.
  mkdirSync(join(copy, 'examples', 'node_modules', 'installed'), { recursive: true })
  writeFileSync(join(copy, 'examples', 'node_modules', 'installed', 'index.js'), '')
  const { code, output } = await run(
    'npm',
    ['pack', '--json', '--offline', '--foreground-scripts=false', '--pack-destination', '..'],
    copy,
  )
  const [, json] = /^(\[[\s\S]*\])\s*$/m.exec(output) ?? []
  const [packed] = json === undefined ? [] : (JSON.parse(json) as Packed[])
  if (code !== 0 || !packed) throw new Error(`npm pack failed:\n${output}`)
  return packed
}

/** Only what is declared: a package that is imported without being declared is not found. */
function linkDependencies({ root, installed }: Consumer): void {
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    readonly dependencies: object
    readonly peerDependencies: object
  }
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]
  for (const name of [...names, ...CONSUMER_DEPENDENCIES]) {
    link(join(repository, 'node_modules', name), join(root, 'node_modules', name))
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  symlinkSync(target, path, 'junction')
}

function run(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const options = {
    cwd,
    env: environment(),
    shell: program === 'npm' && process.platform === 'win32',
    maxBuffer: 2 ** 26,
  }
  return new Promise((resolve) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      const code = error ? (typeof error.code === 'number' ? error.code : 1) : 0
      resolve({ code, output: code === 0 ? stdout : `${stdout}\n${stderr}` })
    })
  })
}

/** As in a shell: nothing of the Vitest that runs this test, and the Node.js that runs it comes first. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|npm_|path$)/i.test(name),
  )
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`
  return { ...Object.fromEntries(kept), PATH: path, NO_COLOR: '1' }
}
