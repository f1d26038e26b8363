import { expect, test } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { warnOfSharedModules } from '../../../src/vitest/worker/shared-modules.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

/** A worker that keeps what it says. */
function listeningWorker(): Worker & { readonly said: string[] } {
  const said: string[] = []
  return { stage: new Stage(), ready: true, said, warnOnce: (message) => void said.push(message) }
}

test('one shared package is warned about, with what it means and what to write', () => {
  const worker = listeningWorker()
  warnOfSharedModules(worker, { sharedModules: ['winston'] })
  expect(worker.said).toMatchInlineSnapshot(`
    [
      "'winston' was evaluated before this environment began: Node.js loads a package once, so state that it keeps in module scope survives cold starts and reaches other tests, unlike in AWS (record.sharedModules). To evaluate it anew in each environment, write in vitest.config.ts: plugins: [lambda({ freshModules: ['winston'] })].",
    ]
  `)
})

test('several are warned about at once, and each once per worker', () => {
  const worker = listeningWorker()
  for (const sharedModules of [[], ['winston', 'pino'], ['pino'], ['pino', 'hono'], ['winston', 'pino', 'hono']]) {
    warnOfSharedModules(worker, { sharedModules })
  }
  expect(worker.said.map((message) => message.split(' evaluated')[0])).toEqual(["'winston', 'pino' were", "'hono' was"])
  const another = listeningWorker()
  warnOfSharedModules(another, { sharedModules: ['winston'] })
  expect(another.said).toHaveLength(1)
})

test.each(['@aws-sdk/client-s3', '@smithy/core', 'aws-sdk-client-mock', '@aws/lambda-invoke-store'])(
  '%s is not warned about: it must stay shared',
  (name) => {
    const worker = listeningWorker()
    warnOfSharedModules(worker, { sharedModules: [name] })
    expect(worker.said).toEqual([])
    warnOfSharedModules(worker, { sharedModules: [name, 'winston'] })
    expect(worker.said[0]).not.toContain(name)
  },
)
