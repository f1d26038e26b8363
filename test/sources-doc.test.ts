// docs/sources.md knows every source, every verb of it, and every option with its range.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sources } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { cloudWatchLogsSource } from '../src/sources/cloud-watch-logs.js'
import { dynamodbStreamSource } from '../src/sources/dynamodb-stream.js'
import { eventBridgeSource } from '../src/sources/event-bridge.js'
import { albSource } from '../src/sources/http/alb.js'
import { functionUrlSource } from '../src/sources/http/function-url.js'
import { httpApiSource } from '../src/sources/http/http-api.js'
import { restApiSource } from '../src/sources/http/rest.js'
import { kinesisSource } from '../src/sources/kinesis.js'
import { s3Source } from '../src/sources/s3.js'
import { scheduleSource } from '../src/sources/schedule.js'
import { sesSource } from '../src/sources/ses.js'
import { snsSource } from '../src/sources/sns.js'
import { sqsSource } from '../src/sources/sqs.js'
import type { SourceConnection } from '../src/sources/target.js'
import { FakeTarget } from './sources/fake-target.js'

const page = readFileSync(fileURLToPath(new URL('../docs/sources.md', import.meta.url)), 'utf8').replaceAll(
  '\r\n',
  '\n',
)

type Factory = (connection: SourceConnection, options: never) => object

const factories: Readonly<Record<string, Factory>> = {
  'sources.sqs': sqsSource,
  'sources.kinesis': kinesisSource,
  'sources.dynamodbStream': dynamodbStreamSource,
  'sources.sns': snsSource,
  'sources.s3': s3Source,
  'sources.eventBridge': eventBridgeSource,
  'sources.schedule': scheduleSource,
  'sources.cloudWatchLogs': cloudWatchLogsSource,
  'sources.ses': sesSource,
  'sources.apiGateway.rest': restApiSource,
  'sources.apiGateway.http': httpApiSource,
  'sources.functionUrl': functionUrlSource,
  'sources.alb': albSource,
}

/** What a source cannot be made without. */
const needed: Readonly<Record<string, object>> = {
  'sources.schedule': { scheduleExpression: 'rate(5 minutes)' },
}

/** What sources hand down to those that extend them. */
const inherited = ['constructor', 'add', 'state']

describe('docs/sources.md', () => {
  test('has every source, and no other', () => {
    expect(Object.keys(factories).toSorted()).toEqual(namesIn('sources', sources).toSorted())
    expect(verbRows.flatMap(({ names }) => names).toSorted()).toEqual(Object.keys(factories).toSorted())
  })

  test.each(Object.keys(factories))('has every verb of %s, and no other', (name) => {
    const source = factories[name]?.(new FakeTarget(), needed[name] as never) ?? {}
    const { verbs = [] } = verbRows.find(({ names }) => names.includes(name)) ?? {}
    expect(verbs.toSorted()).toEqual(membersOf(source).toSorted())
  })

  test.each(Object.keys(factories))('has every option of %s, and no other', (name) => {
    const listed = rowsFor(name).flatMap(({ options }) => options)
    expect(listed.toSorted()).toEqual(optionsOf(name).toSorted())
  })

  test.each(Object.keys(factories))('has the ranges of %s', (name) => {
    for (const { options, takes } of rowsFor(name)) {
      const [, minimum, maximum] = /^(-?[\d,]+) to ([\d,]+)/.exec(takes)?.map((text) => text.replaceAll(',', '')) ?? []
      if (minimum === undefined) continue
      for (const illegal of [Number(minimum) - 1, Number(maximum) + 1]) {
        const said = refusalOf(name, under(options[0] ?? '', illegal))
        expect(said).toContain(`${minimum} to ${maximum}`)
      }
    }
  })
})

const verbRows = tableOf('## Verbs').map(([names = '', ...cells]) => ({
  names: codeIn(names),
  verbs: cells.flatMap(codeIn).map((text) => /^\w+/.exec(text)?.[0] ?? ''),
}))

/** Rows of the tables under all headings that name the source. */
function rowsFor(name: string): readonly { readonly options: readonly string[]; readonly takes: string }[] {
  const headings = page.split('\n').filter((line) => line.startsWith('### ') && codeIn(line).includes(name))
  return headings
    .flatMap(tableOf)
    .map(([options = '', takes = '']) => ({ options: codeIn(options), takes: takes.trim() }))
}

/** The rows below a heading, without the head of the table. */
function tableOf(heading: string): string[][] {
  const [, rest = ''] = page.split(`\n${heading}\n`)
  const [section = ''] = rest.split(/\n##/)
  const rows = section.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) => row.split('|').slice(1, -1))
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

function namesIn(path: string, node: object): string[] {
  return Object.entries(node).flatMap(([key, inner]: [string, object]) =>
    typeof inner === 'function' ? [`${path}.${key}`] : namesIn(`${path}.${key}`, inner),
  )
}

function membersOf(source: object): string[] {
  const own = Object.keys(source)
  const prototypes: object[] = []
  for (let one = source; one !== Object.prototype; one = Object.getPrototypeOf(one) as object) prototypes.push(one)
  const all = new Set([...own, ...prototypes.flatMap((prototype) => Object.getOwnPropertyNames(prototype))])
  return [...all].filter((member) => !inherited.includes(member))
}

/** Paths of all options, as the source lists them to somebody who gives a number where it takes an object. */
function optionsOf(name: string, path = ''): string[] {
  const said = refusalOf(name, under(path, 1))
  const [, keys] = /it takes an object with (\w+(?:, \w+)*)(?=[.;]|$)/.exec(said) ?? []
  if (keys === undefined) return [path]
  return keys.split(', ').flatMap((key) => optionsOf(name, path === '' ? key : `${path}.${key}`))
}

/** Options in which `value` is at `path`. */
function under(path: string, value: unknown): unknown {
  if (path === '') return value
  return path.split('.').reduceRight((inner, key) => ({ [key]: inner }), value)
}

function refusalOf(name: string, options: unknown): string {
  try {
    factories[name]?.(new FakeTarget(), options as never)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
