// The failure messages that the README shows are those that a user gets.

import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { invoke, withLambda } from 'vitest-lambda'
import { expect, onTestFinished, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url)).replaceAll('\\', '/')

// To bring the README up to date: vitest run test/journeys/readme-message.test.ts --update
test('the message of toReturn for a function that timed out is the one in the README', async () => {
  const result = await invoke(withLambda('examples/timeout-guard/src/export-unguarded.handler'), {})

  await expectInReadme('a function that timed out', () => expect(result).toReturn({ items: expect.any(Array) }))
})

test('the message of not.toLeak for a fetch in flight is the one in the README', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const environment = { TRACKING_URL: `http://127.0.0.1:${port}` }
  const signup = withLambda('examples/leaky-tracking/src/signup-leaky.handler', { environment })
  const result = await invoke(signup, { email: 'ann@example.com' })

  await expectInReadme('a fetch in flight', () => expect(result).not.toLeak(), [`:${port}`, ':8080'])
})

async function expectInReadme(name: string, assertion: () => void, [from, to] = ['', '']): Promise<void> {
  const message = messageOf(assertion).replaceAll(from, to)
  const readme = readFileSync(`${root}README.md`, 'utf8').replaceAll('\r\n', '\n')
  const rendered = readme.replace(
    new RegExp(`^(<!-- message: ${name} -->\\n\`\`\`text\\n)[^]*?^\`\`\`$`, 'm'),
    (_, head: string) => `${head}${message}\n\`\`\``,
  )
  expect(rendered).toContain(message)
  await expect(rendered).toMatchFileSnapshot(`${root}README.md`)
}

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
