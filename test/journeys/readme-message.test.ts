// The failure message that the README shows is the one that a user gets.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { invoke, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/')
const unguarded = withLambda('examples/timeout-guard/src/export-unguarded.handler')

// To bring the README up to date: vitest run test/journeys/readme-message.test.ts --update
test('the message of toReturn for a function that timed out is the one in the README', async () => {
  const result = await invoke(unguarded, {})
  const message = messageOf(() => expect(result).toReturn({ items: expect.any(Array) }))

  const readme = readFileSync(`${root}README.md`, 'utf8').replaceAll('\r\n', '\n')
  const rendered = readme.replace(
    /^(<!-- message: a function that timed out -->\n```text\n)[^]*?^```$/m,
    (_, head: string) => `${head}${message}\n\`\`\``,
  )
  expect(rendered).toContain(message)
  await expect(rendered).toMatchFileSnapshot(`${root}README.md`)
})

/** Without colours and without this machine's paths. */
function messageOf(assertion: () => void): string {
  try {
    assertion()
  } catch (error) {
    return stripVTControlCharacters((error as Error).message)
      .replaceAll('\\', '/')
      .replaceAll(root, '')
      .trim()
  }
  throw new Error('the assertion did not fail')
}
