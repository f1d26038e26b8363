// No leak: a server without a socket answers, and throws away what it writes in turns of its own.

import { inject } from 'little-inject'

export const handler = async (order) => inject(JSON.stringify(order))
