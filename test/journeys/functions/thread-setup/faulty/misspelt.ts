// Mocks a path at which there is nothing.

import type { SetupContext } from 'vitest-lambda'

export default ({ mock }: SetupContext): void => mock('../bd.js', () => ({ query: () => [] }))
