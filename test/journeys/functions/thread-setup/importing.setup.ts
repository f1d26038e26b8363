// Has the modules of the function in hand.

import { table } from './db.js'

export const known = (): string => table
