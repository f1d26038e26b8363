// Which frames are those of test doubles: they give promises to the function, and look at them for the test.

import type { Frame } from './frames.js'

const DOUBLES = /[/\\]node_modules[/\\](?:@vitest[/\\]spy|tinyspy|sinon|aws-sdk-client-mock)[/\\]/

/** Vitest has its own copy of what `vi.fn()` and `vi.spyOn()` give; the latter has the name of what it stands for. */
const VITEST = /[/\\]node_modules[/\\]vitest[/\\]/
const VITEST_SPY = /[/\\]spy\.[^/\\]+$/

export function isDouble({ file, name }: Frame): boolean {
  return DOUBLES.test(file) || (VITEST.test(file) && (name === 'Mock' || VITEST_SPY.test(file)))
}
