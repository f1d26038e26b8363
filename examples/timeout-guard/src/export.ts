// #region function
import type { Context } from 'aws-lambda'
import { fetchPage, type Page } from './catalogue.js'

/** Longer than one page takes, and the time to answer. */
const RESERVE_MS = 1_000

export interface Progress {
  readonly items: string[]
  /** The page to go on with; absent when all is done. */
  readonly next?: number | undefined
}

/** Exports as many pages as there is time for, and says where to go on. */
export const handler = async (event: { from?: number }, context: Context): Promise<Progress> => {
  const items: string[] = []
  let next: Page['next'] = event.from ?? 1
  while (next !== undefined && context.getRemainingTimeInMillis() > RESERVE_MS) {
    const page: Page = await fetchPage(next)
    items.push(...page.items)
    next = page.next
  }
  return { items, next }
}
// #endregion function
