import { existsSync } from 'node:fs'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { uptime } from 'node:process'
import process from 'node:process'
import { expect, test } from 'vitest'
import { type Presence, Stage } from '../../src/effects/stage.js'

/** An environment that has nothing of its own. */
const presence = {
  inside: {},
  invocation: undefined,
  store: { values: new Map() },
  trace: undefined,
} as unknown as Presence

const waiting = [
  [http, 'globalAgent'],
  [https, 'globalAgent'],
  [http.Agent.prototype, 'addRequest'],
  [Object.getPrototypeOf(crypto.subtle) as object, 'digest'],
] as const
const descriptors = (): unknown[] => waiting.map(([target, key]) => Object.getOwnPropertyDescriptor(target, key))

test('effects on modules that few test files load come when code of an environment first runs, and go with the rest', () => {
  const before = descriptors()
  const stage = new Stage()
  const undo = stage.install()
  expect(descriptors()).toEqual(before)
  expect(stage.run(presence, () => stage.presence)).toBe(presence)
  const installed = descriptors()
  for (const [index, descriptor] of installed.entries()) expect(descriptor).not.toEqual(before[index])
  stage.run(presence, () => undefined)
  expect(descriptors()).toEqual(installed)
  undo()
  expect(descriptors()).toEqual(before)
  stage.run(presence, () => undefined)
  expect(descriptors()).toEqual(before)
})

test('named imports follow the install and the undo', () => {
  const imported = (): unknown[] => [existsSync, uptime]
  const exported = (): unknown[] => [fs.existsSync, process.uptime]
  const before = imported()
  const undo = new Stage().install()
  expect(imported()).toEqual(exported())
  for (const [index, each] of imported().entries()) expect(each).not.toBe(before[index])
  undo()
  expect([imported(), exported()]).toEqual([before, before])
})
