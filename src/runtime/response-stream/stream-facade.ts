// The object that a streaming handler writes to: no Writable, but a facade with the members that AWS's client lets through.

import type { RuntimeRules } from '../../sandbox/port.js'
import type { OutgoingResponse } from './outgoing-response.js'

type Name = Extract<keyof OutgoingResponse, string>

const WRITING = ['cork', 'destroy', 'end', 'uncork', 'write'] as const

/** In the order in which each client makes them, which is that of `Object.keys` (STR-2, LAB). */
const METHODS: Readonly<Record<RuntimeRules, readonly Name[]>> = {
  'nodejs24.x': [
    ...WRITING,
    'addListener',
    'on',
    'once',
    'prependListener',
    'prependOnceListener',
    'off',
    'removeListener',
    'removeAllListeners',
    'setMaxListeners',
    'getMaxListeners',
    'listeners',
    'rawListeners',
    'listenerCount',
    'eventNames',
    'emit',
    'setContentType',
  ],
  'nodejs22.x': [
    ...WRITING,
    'addListener',
    'emit',
    'eventNames',
    'getMaxListeners',
    'listenerCount',
    'listeners',
    'off',
    'on',
    'once',
    'prependListener',
    'prependOnceListener',
    'rawListeners',
    'removeAllListeners',
    'removeListener',
    'setMaxListeners',
    'setContentType',
  ],
}

/** These can be written, the others have a getter only; none is enumerable. */
const WRITABLE: Readonly<Record<RuntimeRules, readonly string[]>> = {
  'nodejs24.x': ['destroyed', '_onBeforeFirstWrite'],
  'nodejs22.x': ['destroyed', 'writable', '_onBeforeFirstWrite'],
}
const READABLE: Readonly<Record<RuntimeRules, readonly string[]>> = {
  'nodejs24.x': [
    'writableFinished',
    'writableObjectMode',
    'writableEnded',
    'writableNeedDrain',
    'writableHighWaterMark',
    'writableCorked',
    'writableLength',
    'writable',
  ],
  'nodejs22.x': [
    'writableFinished',
    'writableObjectMode',
    'writableBuffer',
    'writableEnded',
    'writableNeedDrain',
    'writableHighWaterMark',
    'writableCorked',
    'writableLength',
  ],
}

/** The second argument of a streaming handler (STR-2). */
export function createStreamFacade(outgoing: OutgoingResponse, rules: RuntimeRules): object {
  const members = outgoing as unknown as Record<string, unknown>
  const facade: object = Object.fromEntries(
    METHODS[rules].map((name) => [name, (members[name] as (...args: unknown[]) => unknown).bind(outgoing)]),
  )
  for (const name of READABLE[rules]) Object.defineProperty(facade, name, { get: () => members[name] })
  for (const name of WRITABLE[rules]) {
    Object.defineProperty(facade, name, {
      get: () => members[name],
      set(value: unknown) {
        members[name] = value
      },
    })
  }
  return facade
}
