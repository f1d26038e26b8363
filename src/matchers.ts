/// <reference types="node" preserve="true" />
// The matchers, for projects that register them by hand: `expect.extend(matchers)`.

import { vi } from 'vitest'
import { createMatchers } from './matchers/all.js'
export type { LambdaMatchers } from './vitest/worker/matcher-types.js'

/** Every matcher of vitest-lambda, by name. */
export const matchers: ReturnType<typeof createMatchers> = createMatchers({
  isMockFunction: vi.isMockFunction,
  defineHelper: vi.defineHelper,
})
