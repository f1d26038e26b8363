// Of what only the setup module imports, and that when it is called.

import { plant } from './seeds.js'

export const sow = (): number => plant(2)
