// Connects to another machine while it is initialised, and goes on without.

import { connect } from 'node:net'

const socket = connect(80, '192.0.2.1')
await new Promise((resolve) => socket.once('error', resolve))

export const handler = async (): Promise<string> => 'ready'
