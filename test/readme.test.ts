// The README shows what is really there: its snippets are parts of the examples, its tables name what the code has.

import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { events, sources } from 'vitest-lambda'
import { describe, expect, test, vi } from 'vitest'
import { CONFIG_RULES } from '../src/function/config-rules.js'
import { readConfig } from '../src/function/config.js'
import { NOT_BUILT } from '../src/function/not-built.js'
import { createMatchers } from '../src/matchers/all.js'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string): string => readFileSync(root + file, 'utf8').replaceAll('\r\n', '\n')
const readme = read('README.md')

const SNIPPET = /^<!-- snippet: (.+) -->\n```(\w+)\n[^]*?^```$/gm

describe('the code in the README', () => {
  // To bring the README up to date: vitest run test/readme.test.ts --update
  test('is what the examples say', async () => {
    const rendered = readme.replaceAll(
      SNIPPET,
      (_, name: string, language: string) => `<!-- snippet: ${name} -->\n\`\`\`${language}\n${regionOf(name)}\n\`\`\``,
    )
    await expect(rendered).toMatchFileSnapshot(`${root}README.md`)
  })

  test('comes from the examples, all of it', () => {
    const fences = [...readme.matchAll(/^(.*)\n```(\w+)\n/gm)]
    const unmarked = fences.filter(
      ([, line = '', language]) => language !== 'sh' && !/^<!-- (?:snippet|message): /.test(line),
    )
    expect(fences.length).toBeGreaterThan(10)
    expect(unmarked.map(([text]) => text)).toEqual([])
  })
})

describe('the tables of the README', () => {
  test('name every matcher, and no other', () => {
    const named = rowsOf('Matchers').map(([cell = '']) => /^`(\w+)/.exec(cell)?.[1])
    expect(named).toHaveLength(new Set(named).size)
    expect(named.toSorted()).toEqual(Object.keys(createMatchers({ isMockFunction: vi.isMockFunction })).toSorted())
  })

  test('name every key of the configuration that is built, and no other', () => {
    const built = Object.keys(CONFIG_RULES).filter((key) => !notBuiltAtAll.includes(key))
    expect([...configRows().keys()].toSorted()).toEqual(built.toSorted())
  })

  test('give the defaults of the configuration', () => {
    const { config } = readConfig({}, { defaultName: 'x', root })
    const shown = Object.entries(config).flatMap(([key, value]: [string, unknown]) => {
      const cell = configRows().get(key)
      return cell?.startsWith('`') && typeof value !== 'object' ? [[key, cell, literal(value)]] : []
    })
    expect(shown.length).toBeGreaterThan(8)
    for (const [key, cell, value] of shown) expect([key, cell]).toEqual([key, value])
    expect(configRows().get('timeout')).toBe(literal(config.timeoutMs / 1_000))
    expect(configRows().get('maximumIdle')).toBe(literal(`${config.maximumIdleMs / 60_000}m`))
  })

  test('give the versions of package.json', () => {
    const { version, engines, peerDependencies } = JSON.parse(read('package.json')) as Manifest
    const [[own, vitest, node] = []] = rowsOf('Versions')
    expect(version).toMatch(new RegExp(`^${own}\\.`))
    expect([vitest, node?.replaceAll('\\', '')]).toEqual([peerDependencies.vitest, engines.node])
  })
})

describe('the README', () => {
  test('names every event builder', () => {
    const builders = namesIn(events, 'events')
    expect(builders.length).toBeGreaterThan(10)
    expect(builders.filter((name) => !sectionOf('Events').includes(`\`${name}\``))).toEqual([])
  })

  test('names every event source', () => {
    const all = namesIn(sources, 'sources')
    expect(all.length).toBeGreaterThan(10)
    expect(all.filter((name) => !sectionOf('Event sources').includes(`\`${name}\``))).toEqual([])
  })

  test('lists every key that is not built, and shows none of what is to come outside of that section', () => {
    const notYet = sectionOf('Not yet')
    expect(notBuiltAtAll.filter((key) => !notYet.includes(`\`${key}`))).toEqual([])
    const rest = readme.replace(notYet, '')
    const more = ['startEndpoint', 'vitest-lambda/endpoint', 'vitest-lambda/reporter']
    expect(more.filter((name) => rest.includes(name))).toEqual([])
  })

  test('links to files and headings that are there', () => {
    const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target)
    const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map(
      ([, text = '']) => `#${text.toLowerCase().replaceAll(' ', '-')}`,
    )
    for (const target of targets) {
      if (target.startsWith('#')) expect(headings).toContain(target)
      else expect(existsSync(root + target), target).toBe(true)
    }
  })
})

interface Manifest {
  readonly version: string
  readonly engines: { readonly node: string }
  readonly peerDependencies: { readonly vitest: string }
}

/** Keys of which no value is built. */
const notBuiltAtAll = Object.entries(NOT_BUILT).flatMap(([key, entry]) =>
  ['tracingConfig', 'loggingConfig'].includes(key) && 'built' in entry ? [] : [key],
)

/** A region of a file, without its markers and those of others, and without blank lines around it. */
function regionOf(name: string): string {
  const [file = '', region] = name.split('#')
  const [, body] =
    new RegExp(`^ *// #region ${region}\\n([^]*?)^ *// #endregion ${region}$`, 'm').exec(read(file)) ?? []
  if (body === undefined) throw new Error(`README.md shows ${name}, and there is no such region`)
  return body.replaceAll(/^ *\/\/ #(?:end)?region .*\n/gm, '').trim()
}

function sectionOf(heading: string): string {
  const [, body = ''] = new RegExp(`^## ${heading}\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(readme) ?? []
  return body
}

/** Cells of the first table in a section, without its head. */
function rowsOf(heading: string): string[][] {
  const lines = sectionOf(heading)
    .split('\n')
    .filter((line) => line.startsWith('|'))
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** Keys with the cell of their default. */
function configRows(): Map<string, string> {
  return new Map(
    rowsOf('Configuration').flatMap(([keys = '', value = '']) =>
      [...keys.matchAll(/`(\w+)`/g)].map(([, key = '']): [string, string] => [key, value]),
    ),
  )
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `\`'${value}'\`` : `\`${String(value)}\``
}

function namesIn(node: object, path: string): string[] {
  return Object.entries(node).flatMap(([name, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? namesIn(value, `${path}.${name}`) : [`${path}.${name}`],
  )
}
