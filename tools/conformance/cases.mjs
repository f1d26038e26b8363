// The cases: which handler is invoked with what. The comparison reads the same files.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a case is unless its topic or it says otherwise. */
const DEFAULTS = { events: [{}], env: {}, options: {}, headers: {}, timeout: 4, gapMs: 0, files: {} }

/** All cases below `folder`: one folder for each topic, which is the task root of its handlers. */
export function readCases(folder) {
  const topics = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return topics.flatMap(({ name: topic }) => {
    const taskRoot = join(folder, topic)
    const { cases, env = {}, files = {} } = JSON.parse(readFileSync(join(taskRoot, 'cases.json'), 'utf8'))
    return Object.entries(cases).map(([title, one]) => ({
      ...DEFAULTS,
      ...one,
      name: `${topic}: ${title}`,
      taskRoot,
      files,
      env: { ...env, ...one.env },
    }))
  })
}

/** The text of an event; `{"$text": "…"}` is sent as it is. */
export function eventText(event) {
  const isText = typeof event === 'object' && event !== null && '$text' in event
  return isText ? event.$text : JSON.stringify(event)
}
