// Plants one more.

import { plant } from './seeds.js'

export const handler = async (): Promise<object> => ({ planted: plant(1) })
