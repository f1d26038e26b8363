import { fetchPage, type Page } from './catalogue.js'

/** Exports all pages, however long it takes. */
export const handler = async (event: { from?: number }) => {
  const items: string[] = []
  let next: Page['next'] = event.from ?? 1
  while (next !== undefined) {
    const page: Page = await fetchPage(next)
    items.push(...page.items)
    next = page.next
  }
  return { items }
}
