// The documents under docs/ that list behaviours and builders say what is really there.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { events } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'
import { differences } from './conformance/runtime/differences.js'

const root = fileURLToPath(new URL('../', import.meta.url))
const read = (file: string): string => readFileSync(root + file, 'utf8').replaceAll('\r\n', '\n')

const FAMILIES =
  'INIT|LIF|FRZ|RST|LMI|TEN|DUR|RES|HND|CB|DIF|ERR|CTX|STR|ENV|FS|LIM|LOG|API|CP|ASY|EV|SQS|STM|HTTP|COG|CON|PIT'
/** An id as comments and names of tests cite it; `CTX-5..8` stands for four. */
const ID = new RegExp(String.raw`\b(${FAMILIES})-(\d+)(?:\.\.(\d+))?\b`, 'g')

/** What may be said of a behaviour in a thread. */
const THREAD = /^(?:yes(?:$|; only here: .{10})|as in process$|as [A-Z]+-\d+$|(?:partly|no): .{10}|not built yet$)/

const fidelity = read('docs/fidelity.md')
const [proved = '', notYet = ''] = fidelity.split('\n## Not yet\n')
const rows = tableRows(proved, new RegExp(String.raw`^\| (?:${FAMILIES})-\d+ \|`))
const proofs = rows.map(([id = '', behaviour, source, file, proof, inProcess, thread]) => {
  return { id, behaviour, source, file: `src/${file}`, proof: `test/${proof}`, inProcess, thread }
})

describe('docs/fidelity.md', () => {
  test('has a row for most of what is cited', () => {
    expect(proofs.length).toBeGreaterThan(150)
    expect(rows.filter((cells) => cells.length !== 7 || cells.includes(''))).toEqual([])
  })

  test('has each id once, in a row or under "Not yet"', () => {
    const ids = [...proofs.map(({ id }) => id), ...idsIn(notYet)]
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  test('names files that are there', () => {
    const files = proofs.flatMap(({ file, proof }) => [file, proof])
    expect(files.filter((file) => !existsSync(root + file))).toEqual([])
  })

  test('names for each id a test that cites it', () => {
    const silent = proofs.filter(({ id, proof }) => !idsIn(read(proof)).includes(id))
    expect(silent.map(({ id, proof }) => `${proof} does not cite ${id}`)).toEqual([])
  })

  test('says yes, partly or no, and what is left out where it is not yes', () => {
    const vague = proofs.filter(({ inProcess }) => !/^(?:yes$|(?:partly|no): .{10})/.test(inProcess ?? ''))
    expect(vague.map(({ id, inProcess }) => `${id}: ${inProcess}`)).toEqual([])
    const odd = proofs.filter(({ thread = '' }) => !THREAD.test(thread))
    expect(odd.map(({ id, thread }) => `${id}: ${thread}`)).toEqual([])
  })

  test('says yes of threads where something shows it in threads, and nowhere else', () => {
    const agrees = differences().filter(({ sandbox }) => sandbox === 'in-process')
    const shown = new Set([...idsInThreads(), ...agrees.map(({ id }) => id)])
    const says = (thread = ''): boolean => /^yes\b/.test(thread)
    const unshown = proofs.filter(({ id, thread }) => says(thread) && !shown.has(id))
    expect(unshown.map(({ id }) => `${id}: nothing shows it in threads`)).toEqual([])
    const unsaid = proofs.filter(({ id, inProcess, thread }) => inProcess === 'yes' && shown.has(id) && !says(thread))
    expect(unsaid.map(({ id, thread }) => `${id}: ${thread}, and it is shown`)).toEqual([])
  })

  test('refers from one row to another that says yes', () => {
    const yes = proofs.filter(({ thread }) => thread?.startsWith('yes')).map(({ id }) => id)
    const others = proofs.flatMap(({ thread = '' }) => /^as ([A-Z]+-\d+)$/.exec(thread)?.[1] ?? [])
    expect(others.filter((id) => !yes.includes(id))).toEqual([])
  })

  // To pass: give an entry of differences.ts a row, which says what it says.
  test('tells every difference from the runtime client of AWS, and no other', () => {
    const told = proofs.filter(({ id }) => id.startsWith('DIF-'))
    expect(told.map(({ id, inProcess }) => [id, inProcess?.replace(/^(?:partly|no): /, '')])).toEqual(
      differences().map(({ id, why }) => [id, why]),
    )
  })

  test('links to what it defines, and defines what it links to', () => {
    const defined = [...fidelity.matchAll(/^\[(.+)\]: https:/gm)].map(([, label]) => label)
    const prose = fidelity.replaceAll(/`[^`\n]*`/g, '')
    const used = [...prose.matchAll(/\[([^\]\n]+)\](?![(:])/g)].map(([, label]) => label)
    expect([...new Set(used)].toSorted()).toEqual(defined.toSorted())
  })

  // To pass: give the id a row in docs/fidelity.md, or move it out of "Not yet" into one.
  test('knows every id that a source or a test cites', () => {
    const known = new Set([...proofs.map(({ id }) => id), ...idsIn(notYet)])
    const unknown = ['src', 'test'].flatMap((folder) =>
      sourcesIn(folder).flatMap((file) =>
        idsIn(read(file))
          .filter((id) => !known.has(id))
          .map((id) => `${id} in ${file}`),
      ),
    )
    expect(unknown).toEqual([])
  })
})

describe('docs/events.md', () => {
  const table = new Map(
    tableRows(read('docs/events.md'), /^\| `events\./).map(([builder = '', input = '']) => [
      builder.replaceAll('`', ''),
      words(input),
    ]),
  )

  test('has every builder, and no other', () => {
    expect([...table.keys()].toSorted()).toEqual(
      builders('events', events)
        .map(([name]) => name)
        .toSorted(),
    )
  })

  test.each(builders('events', events))('names what %s takes', (name, build) => {
    const shared = ['region', 'accountId', 'time', 'record']
    const taken = keysTaken(build).filter((key) => !shared.includes(key))
    expect(table.get(name)?.toSorted()).toEqual(taken.toSorted())
  })
})

/** The cells of the table rows that match, without their outer bars. */
function tableRows(text: string, row: RegExp): string[][] {
  const lines = text.split('\n').filter((line) => row.test(line))
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

function idsIn(text: string): string[] {
  return [...text.matchAll(ID)].flatMap(([, family = '', first = '', last = first]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => `${family}-${Number(first) + index}`),
  )
}

/** Cited by cases of the conformance suite, which runs in threads, and by journeys in threads. */
function idsInThreads(): string[] {
  const cases = 'test/conformance/runtime/cases'
  const topics = readdirSync(root + cases).map((topic) => `${cases}/${topic}/cases.json`)
  const journeys = sourcesIn('test/journeys').filter((file) => /\/thread[^/]*\.test\.ts$/.test(file))
  return [...topics, ...journeys].flatMap((file) => idsIn(read(file)))
}

function sourcesIn(folder: string): string[] {
  return readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((name) => name.endsWith('.ts') && !name.includes('/node_modules/'))
}

function words(cell: string): string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, word = '']) => word)
}

type Builder = (input: object) => unknown

function builders(path: string, value: object): [string, Builder][] {
  return Object.entries(value).flatMap(([key, inner]: [string, object]): [string, Builder][] =>
    typeof inner === 'function' ? [[`${path}.${key}`, inner as Builder]] : builders(`${path}.${key}`, inner),
  )
}

/** The keys of a builder's input, as it lists them to somebody who misspelt one. */
function keysTaken(build: Builder): string[] {
  try {
    build({ nothingTakesThis: 1 })
  } catch (error) {
    return /It takes: ([\w, ]+)\./.exec((error as Error).message)?.[1]?.split(', ') ?? []
  }
  throw new Error('the builder took a key that it does not know')
}
