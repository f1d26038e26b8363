// The project itself: what it declares, what its lockfile says, and which commands run everything.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string): string => readFileSync(root + file, 'utf8').replaceAll('\r\n', '\n')
const manifest = JSON.parse(read('package.json')) as Manifest

interface Manifest {
  readonly license: string
  readonly type: string
  readonly engines: { readonly node: string }
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  readonly overrides: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
}

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly integrity?: string }>>
}

describe('package.json', () => {
  test('declares an ES module under the MIT licence, for the versions of Node.js and Vitest it is tried with', () => {
    const { license, type, engines, peerDependencies } = manifest
    expect({ license, type, engines, peerDependencies }).toEqual({
      license: 'MIT',
      type: 'module',
      engines: { node: '^22.12.0 || ^24.0.0 || >=26.0.0' },
      peerDependencies: { '@types/node': '^22.0.0 || >=24.0.0', vitest: '^5.0.0' },
    })
    expect(read('LICENSE')).toMatch(/^MIT License\n/)
  })

  test('depends on three packages at run time', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['@types/aws-lambda', 'memfs', 'sinon'])
  })

  test('names exact versions', () => {
    const { dependencies, devDependencies, overrides } = manifest
    const loose = Object.entries({ ...dependencies, ...devDependencies, ...overrides }).filter(
      ([, version]) => !/^(?:(?:npm:@?[\w/.-]+@)?\d+\.\d+\.\d+|file:[\w/]+)$/.test(version),
    )
    expect(loose).toEqual([])
  })
})

describe('the lockfile', () => {
  const packages = Object.entries((JSON.parse(read('package-lock.json')) as Lockfile).packages)

  test('names no host that packages come from, so that any registry will do', () => {
    const bound = packages.filter(([, { resolved }]) => resolved !== undefined && /^[\w+]*:/.test(resolved))
    expect(bound).toEqual([])
  })

  test('has a checksum for every package that is fetched', () => {
    const unchecked = packages.filter(
      ([path, { resolved, integrity }]) => path.includes('node_modules/') && resolved === undefined && !integrity,
    )
    expect(unchecked.map(([path]) => path)).toEqual([])
  })
})

describe('the commands', () => {
  test('for a clone are two, and the README says so', () => {
    const commands = ['npm ci && npm run examples', 'npm ci && npm test']
    expect(commands.filter((command) => !read('README.md').includes(command))).toEqual([])
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['examples', 'test']))
  })

  test('of CI are tests, long ones, conformance, coverage, types, lint, build, package and examples, and the first that fails ends it', () => {
    const [, ...lines] = read('.ci/run').split('\n')
    expect(lines).toContain('set -euo pipefail')
    const commands = lines.filter((line) => line.startsWith('npm ')).map((line) => line.replace(/ --.*/, ''))
    expect(commands).toEqual([
      'npm ci',
      'npm test',
      'npm run test:long',
      'npm run conformance',
      'npm run coverage',
      'npm run typecheck',
      'npm run lint',
      'npm run build',
      'npm run package:check',
      'npm run examples',
    ])
  })

  test('for coverage hold the thresholds of vitest.config.ts', () => {
    expect(manifest.scripts['coverage']).toMatch(/^vitest run --coverage /)
    expect(read('vitest.config.ts')).toMatch(
      /thresholds: \{ lines: \d\d, functions: \d\d, statements: \d\d, branches: \d\d \}/,
    )
  })

  test('run every example, and each has a row that says what it shows', () => {
    const folders = readdirSync(`${root}examples`, { withFileTypes: true })
      .filter(
        (entry) => entry.isDirectory() && readdirSync(`${root}examples/${entry.name}`).includes('vitest.config.ts'),
      )
      .map(({ name }) => name)
    const rows = [...read('examples/README.md').matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name)
    expect(folders.length).toBeGreaterThan(5)
    expect(rows.toSorted()).toEqual(folders.toSorted())
  })
})

test('the README says on which systems the package has not been tried', () => {
  expect(read('README.md')).toMatch(/Linux.*It is written for macOS and Windows too, but has not been tried there\./)
})
