// The network of an environment: with `network: 'loopback'` its code reaches this machine and nothing else.

import { syncBuiltinESMExports } from 'node:module'
import { Socket } from 'node:net'
import type { Current, Effect, Undo } from './effect.js'
import { guardDatagrams } from './network/datagrams.js'
import { guardNames } from './network/names.js'
import { connect, type NetworkOwner } from './network/tcp.js'
import { patch, unwind } from './patch.js'
import { dispatcher } from './routed-property.js'

export { NetworkRefusal } from './network/refusal.js'

export type NetworkState = NetworkOwner

export function createNetwork({ mode }: NetworkOwner): NetworkState {
  return { mode }
}

export const networkEffect: Effect<NetworkState> = {
  name: 'network',
  install(current: Current<NetworkState>, follow = syncBuiltinESMExports): Undo {
    const undo = unwind([
      patch(Socket.prototype, 'connect', { value: dispatcher(Socket.prototype.connect, current, connect) }),
      ...guardNames(current),
      ...guardDatagrams(current),
    ])
    follow()
    return () => {
      undo()
      follow()
    }
  },
}
