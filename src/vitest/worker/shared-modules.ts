// The warning about packages whose state has visibly survived a cold start, because Node loaded them once for everybody.

import type { ModuleGraphState } from '../../effects/module-graph/module-graph.js'
import type { Worker } from './worker.js'

/** Names the packages that have changed and were not named in this worker yet, and the way to change that. */
export function warnOfChangedModules(
  worker: Worker,
  { changedModules }: Pick<ModuleGraphState, 'changedModules'>,
): void {
  const named = namedIn(worker)
  const news = [...changedModules].filter((name) => !named.has(name))
  if (news.length === 0) return
  for (const name of news) named.add(name)
  worker.stage.outside(() => worker.warnOnce(warning(news)))
}

function warning(names: readonly string[]): string {
  const [list, one] = [names.map((name) => `'${name}'`).join(', '), names.length === 1]
  return (
    `${list} ${one ? 'has' : 'have'} changed since an earlier environment loaded ${one ? 'it' : 'them'}: Node.js loads a ` +
    `package once, so what is set, added or counted on its exports survives cold starts and reaches other tests, unlike ` +
    `in AWS. To evaluate ${one ? 'it' : 'them'} anew in each environment, write in vitest.config.ts: ` +
    `plugins: [lambda({ freshModules: [${list}] })]. Every package that is shared is in record.sharedModules.`
  )
}

/** What was named already, per worker. */
const byWorker = new WeakMap<Worker, Set<string>>()

function namedIn(worker: Worker): Set<string> {
  let named = byWorker.get(worker)
  if (!named) byWorker.set(worker, (named = new Set()))
  return named
}
