// The warning about packages whose module state survives cold starts, because Node loaded them once for everybody.

import type { InvocationRecord } from '../../record/record.js'
import type { Worker } from './worker.js'

/**
 * Packages that are listed in records and not warned about. They must stay outside of Vite, where mocks of their classes
 * are one for the test and every environment, and they keep nothing of a request in module scope:
 * - the AWS SDK, version 3: its state is in clients, which the function makes;
 * - aws-sdk-client-mock, which tests use to mock it;
 * - @aws/lambda-invoke-store, which hands out the runtime's own store (CTX-14).
 * Source: https://github.com/aws/aws-sdk-js-v3, https://github.com/smithy-lang/smithy-typescript and
 * https://github.com/awslabs/aws-lambda-invoke-store
 */
const KEPT: readonly RegExp[] = [/^@aws-sdk\//, /^@smithy\//, /^aws-sdk-client-mock$/, /^@aws\/lambda-invoke-store$/]

/** Names the packages of a record that share state and were not named in this worker yet, and the way to change that. */
export function warnOfSharedModules(worker: Worker, { sharedModules }: Pick<InvocationRecord, 'sharedModules'>): void {
  const named = namedIn(worker)
  const news = sharedModules.filter((name) => !named.has(name) && !KEPT.some((kept) => kept.test(name)))
  if (news.length === 0) return
  for (const name of news) named.add(name)
  worker.stage.outside(() => worker.warnOnce(warning(news)))
}

function warning(names: readonly string[]): string {
  const [list, one] = [names.map((name) => `'${name}'`).join(', '), names.length === 1]
  return (
    `${list} ${one ? 'was' : 'were'} evaluated before this environment began: Node.js loads a package once, so state that ` +
    `${one ? 'it keeps' : 'they keep'} in module scope survives cold starts and reaches other tests, unlike in AWS ` +
    `(record.sharedModules). To evaluate ${one ? 'it' : 'them'} anew in each environment, write in vitest.config.ts: ` +
    `plugins: [lambda({ freshModules: [${list}] })].`
  )
}

/** What was named already, per worker. */
const byWorker = new WeakMap<Worker, Set<string>>()

function namedIn(worker: Worker): Set<string> {
  let named = byWorker.get(worker)
  if (!named) byWorker.set(worker, (named = new Set()))
  return named
}
