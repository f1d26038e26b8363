// One half of a cycle of imports.

import { increment } from './cycle-b.js'

export const state = { count: 0 }

export const cycleCount = (): number => increment()
