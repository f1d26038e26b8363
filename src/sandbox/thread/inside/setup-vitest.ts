// What `import … from 'vitest'` gives in a thread, where Vitest does not run: its spies, and guides for all else.

import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Vitest's own entry, as Node.js would load it. */
const ENTRY = /\/node_modules\/vitest\/dist\/index\.js$/

export const isVitest = (url: string): boolean => ENTRY.test(url)

/** Of `vi`, what needs no test. */
const SPIES = ['fn', 'spyOn', 'isMockFunction', 'clearAllMocks', 'resetAllMocks', 'restoreAllMocks'] as const

const MOCKS: readonly string[] = ['mock', 'doMock', 'unmock', 'doUnmock', 'hoisted', 'importActual', 'importMock']

/** The stand-in for the Vitest behind `url`, with the spies of that version, which `load` imports. */
export async function standInForVitest(url: string, load: (url: string) => Promise<unknown>): Promise<object> {
  const spy = pathToFileURL(createRequire(url).resolve('@vitest/spy')).href
  const spies = (await load(spy)) as Readonly<Record<string, unknown>>
  const own: Record<string, unknown> = { mocked: (value: unknown) => value }
  for (const name of SPIES) own[name] = spies[name]
  const vi = guarded('vi', own)
  return guarded('vitest', { vi, vitest: vi })
}

function guarded(name: string, members: Record<string, unknown>): object {
  return new Proxy(members, {
    has: () => true,
    get: (_, key) => {
      if (typeof key === 'symbol' || key === 'then' || Object.hasOwn(members, key)) return Reflect.get(members, key)
      throw new Error(guide(name === 'vi' ? `vi.${key}` : key))
    },
  })
}

function guide(what: string): string {
  const instead = MOCKS.includes(what.replace('vi.', ''))
    ? `export default ({ mock }) => mock('./src/db.js', () => ({ query: vi.fn() })) in the module that setup names`
    : `what the module that setup names exports can be called from the test: await lambda.setup().name()`
  return (
    `${what} belongs to the test, and this code runs in a thread (isolation: 'thread'), where of Vitest there is ` +
    `vi.fn(), vi.spyOn() and what clears them. Instead: ${instead}.`
  )
}
