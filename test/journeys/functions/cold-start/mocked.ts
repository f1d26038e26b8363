// A function with one dependency for each way to mock a module.

import { automocked } from './parts/automocked.js'
import { byFactory, kept } from './parts/by-factory.js'
import { redirected } from './parts/redirected.js'
import { spied } from './parts/spied.js'

let count = 0

export const handler = async (): Promise<Record<string, unknown>> => ({
  count: ++count,
  byFactory: byFactory('id'),
  kept: kept(),
  automocked: automocked('id') ?? 'nothing',
  spied: spied('id'),
  redirected: redirected('id'),
})
