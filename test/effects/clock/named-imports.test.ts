import process, { uptime } from 'node:process'
import timers, { setTimeout as named } from 'node:timers'
import timersPromises, { setTimeout as namedSleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { followExports } from '../../../src/effects/clock/named-imports.js'
import type { Undo } from '../../../src/effects/effect.js'
import { patch, unwind } from '../../../src/effects/patch.js'

const fake = (): void => undefined
const exported = (): unknown[] => [timers.setTimeout, timersPromises.setTimeout, process.uptime]
const imported = (): unknown[] => [named, namedSleep, uptime]

function fakeAll(): Undo {
  const targets: [object, string][] = [
    [timers, 'setTimeout'],
    [timersPromises, 'setTimeout'],
    [process, 'uptime'],
  ]
  const undo = unwind(targets.map(([target, key]) => patch(target, key, { value: fake })))
  onTestFinished(undo)
  return undo
}

describe('named imports of builtin modules', () => {
  test('follow what stands in the modules, and come back with the undo', () => {
    const before = imported()
    const undoFakes = fakeAll()
    expect(imported()).toEqual(before)
    const undo = followExports()
    expect(imported()).toEqual([fake, fake, fake])
    undoFakes()
    undo()
    expect([imported(), exported()]).toEqual([before, before])
  })

  test('come back also when the modules still hold a fake, which stays there', () => {
    const before = imported()
    const undo = followExports()
    fakeAll()
    undo()
    expect(imported()).toEqual(before)
    expect(exported()).toEqual([fake, fake, fake])
  })
})
