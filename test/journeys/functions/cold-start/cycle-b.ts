// The other half of a cycle of imports.

import { state } from './cycle-a.js'

export const increment = (): number => ++state.count
