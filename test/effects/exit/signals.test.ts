import { constants } from 'node:os'
import { expect, test } from 'vitest'
import { isCatchable, isHarmless, signalName } from '../../../src/effects/exit/signals.js'

test.each<[unknown, string | undefined]>([
  [undefined, 'SIGTERM'],
  [null, 'SIGTERM'],
  ['', 'SIGTERM'],
  ['SIGKILL', 'SIGKILL'],
  [9, 'SIGKILL'],
  ['sigkill', undefined],
  ['toString', undefined],
  [999, undefined],
  [true, undefined],
])('%o is the signal %o', (signal, name) => {
  expect(signalName(signal)).toBe(name)
})

test('every signal of the host has its own name, by name and by number, save for aliases', () => {
  for (const [name, number] of Object.entries(constants.signals)) {
    expect(constants.signals[signalName(name) as NodeJS.Signals]).toBe(number)
    expect(signalName(number)).toBe(signalName(name))
  }
})

test('no listener is called for SIGKILL and SIGSTOP', () => {
  expect((['SIGKILL', 'SIGSTOP', 'SIGTERM', 'SIGINT'] as const).map(isCatchable)).toEqual([false, false, true, true])
})

test('signals that end a process are not harmless', () => {
  expect((['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2', 'SIGCHLD'] as const).map(isHarmless)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ])
})
