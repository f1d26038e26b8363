// docs/leaks.md knows every kind of leak and every policy.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { LEAK_KINDS } from '../src/record/leak-advice.js'
import { readLeakOptions } from '../src/vitest/server/leak-options.js'

const page = readFileSync(fileURLToPath(new URL('../docs/leaks.md', import.meta.url)), 'utf8')

/** Words in the first cells of the table under a heading. */
function firstCells(heading: string): string[] {
  const [, section = ''] = new RegExp(`^## ${heading}\\r?\\n([^]*?)(?=^## |$(?![^]))`, 'm').exec(page) ?? []
  return [...section.matchAll(/^\| `'?([\w-]+)'?`/gm)].map(([, word = '']) => word)
}

describe('docs/leaks.md', () => {
  test('tells of every kind of leak what is one', () => {
    expect(firstCells('What is found').toSorted()).toEqual([...LEAK_KINDS].toSorted())
  })

  test('tells of every policy', () => {
    const policies = firstCells('Leaks that no assertion looks at')
    expect(policies).toHaveLength(3)
    for (const failOnLeak of policies) {
      expect(readLeakOptions({ failOnLeak: failOnLeak as 'warn', allowLeaks: undefined }).failOnLeak).toBe(failOnLeak)
    }
  })
})
