// Datagrams of an environment: those to another machine fail, except to the X-Ray daemon that Lambda runs beside it.

import { Buffer } from 'node:buffer'
import dgram from 'node:dgram'
import { process } from '../host-process.js'
import type { Current, Undo } from '../effect.js'
import { patch } from '../patch.js'
import { dispatcher, type InsideCall } from '../routed-property.js'
import { isLoopback } from './loopback.js'
import { unreachable } from './refusal.js'
import type { NetworkOwner } from './tcp.js'

export function guardDatagrams(current: Current<NetworkOwner>): Undo[] {
  const guards: Readonly<Record<string, InsideCall<NetworkOwner>>> = {
    send,
    connect: reportConnect,
    connectSync: throwConnect,
  }
  const socket: object = dgram.Socket.prototype
  // connectSync is new in Node.js 24.
  return Object.entries(guards).flatMap(([key, call]) => {
    const original: unknown = Reflect.get(socket, key)
    return typeof original === 'function' ? [patch(socket, key, { value: dispatcher(original, current, call) })] : []
  })
}

/** `send(msg, [offset, length,] [port] [, address] [, callback])`. Source: https://nodejs.org/api/dgram.html#socketsendmsg-offset-length-port-address-callback */
const send: InsideCall<NetworkOwner> = ({ mode }, args, socket, real) => {
  const [at, host] =
    [4, 2].map((index) => [index, args[index]] as const).find(([, value]) => typeof value === 'string') ?? []
  // Without an address, the datagram goes to this machine or where the socket was connected to.
  if (mode === 'open' || at === undefined || typeof host !== 'string' || isLoopback(host)) return real()
  const port = args[at - 1]
  if (isDaemon(host, port)) return report(socket as dgram.Socket, args, null)
  return report(socket as dgram.Socket, args, unreachable('send', host, port))
}

/** `connect(port[, address][, callback])`. */
const reportConnect: InsideCall<NetworkOwner> = ({ mode }, args, socket, real) => {
  const [port, host] = args
  if (mode === 'open' || typeof host !== 'string' || host === '' || isLoopback(host)) return real()
  return report(socket as dgram.Socket, args, unreachable('connect', host, port))
}

const throwConnect: InsideCall<NetworkOwner> = ({ mode }, [port, host], _socket, real) => {
  if (mode === 'open' || typeof host !== 'string' || host === '' || isLoopback(host)) return real()
  throw unreachable('connect', host, port)
}

/** AWS_XRAY_DAEMON_ADDRESS (ENV-4): segments sent there arrive on Lambda, so they vanish here without an error. */
function isDaemon(host: string, port: unknown): boolean {
  return host.startsWith('169.254.') && Number(port) === 2000
}

function report(socket: dgram.Socket, args: unknown[], error: Error | null): void {
  const callback = args.findLast((argument) => typeof argument === 'function')
  if (callback) process.nextTick(callback, error, error ? undefined : lengthOf(args[0]))
  else if (error) process.nextTick(() => socket.emit('error', error))
}

function lengthOf(message: unknown): number {
  if (Array.isArray(message)) return message.reduce((sum: number, part: unknown) => sum + lengthOf(part), 0)
  return typeof message === 'string'
    ? Buffer.byteLength(message)
    : ((message as { byteLength?: number }).byteLength ?? 0)
}
