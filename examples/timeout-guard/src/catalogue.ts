// A paged API that takes 800 ms for each page.

import { setTimeout as sleep } from 'node:timers/promises'

export interface Page {
  readonly items: readonly string[]
  readonly next?: number
}

export const PAGES = 10

export async function fetchPage(page: number): Promise<Page> {
  await sleep(800)
  return { items: [`item ${page}`], ...(page < PAGES && { next: page + 1 }) }
}
