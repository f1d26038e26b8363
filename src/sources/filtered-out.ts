// What a test that fails is told where a filter let nothing of a source through: how its patterns are matched.

import type { SourceTarget } from './target.js'

/** Of one source in one test. */
export class FilteredOut {
  readonly #target: SourceTarget
  readonly #where: string
  #passed = false
  #forget = (): void => {}

  /** `where`: the source, as in `sources.sqs()`. */
  constructor(target: SourceTarget, where: string) {
    this.#target = target
    this.#where = where
  }

  /** Something was filtered out; `how` is what to know of such a filter. */
  held(how: string): void {
    if (this.#passed) return
    this.#forget()
    const text = `${this.#where}: the filter has let nothing through of what this test put in, so '${this.#target.functionName}' got none of it.`
    this.#forget = this.#target.explain('FilteredEventsError', text, how)
  }

  /** Something was let through, so that the filter is what was meant. */
  passed(): void {
    this.#passed = true
    this.#forget()
  }
}

/** Of event source mappings (STM-8): `key` is what holds the content of a record. */
export function howRecordsMatch(key: string, example: string): string {
  return (
    'A pattern of filterCriteria is matched with a record as it stands in the event of the function: its content is under ' +
    `"${key}", as in ${example} (STM-8).`
  )
}
