import { expect, test } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import { warnOfChangedModules } from '../../../src/vitest/worker/shared-modules.js'
import type { Worker } from '../../../src/vitest/worker/worker.js'

/** A worker that keeps what it says. */
function listeningWorker(): Worker & { readonly said: string[] } {
  const said: string[] = []
  return { stage: new Stage(), ready: true, endings: new Set(), said, warnOnce: (message) => void said.push(message) }
}

function warn(worker: Worker, ...names: readonly string[]): void {
  warnOfChangedModules(worker, { changedModules: new Set(names) })
}

test('one changed package is warned about, with what it means and what to write', () => {
  const worker = listeningWorker()
  warn(worker, 'axios')
  expect(worker.said).toMatchInlineSnapshot(`
    [
      "'axios' has changed since an earlier environment loaded it: Node.js loads a package once, so what is set, added or counted on its exports survives cold starts and reaches other tests, unlike in AWS. To evaluate it anew in each environment, write in vitest.config.ts: plugins: [lambda({ freshModules: ['axios'] })]. Every package that is shared is in record.sharedModules.",
    ]
  `)
})

test('several are warned about at once, and each once per worker', () => {
  const worker = listeningWorker()
  for (const names of [
    [],
    ['axios', 'i18next'],
    ['i18next'],
    ['i18next', 'mongoose'],
    ['axios', 'i18next', 'mongoose'],
  ]) {
    warn(worker, ...names)
  }
  expect(worker.said.map((message) => message.split(' changed')[0])).toEqual([
    "'axios', 'i18next' have",
    "'mongoose' has",
  ])
  const another = listeningWorker()
  warn(another, 'axios')
  expect(another.said).toHaveLength(1)
})
