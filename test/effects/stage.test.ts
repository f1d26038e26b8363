import { existsSync } from 'node:fs'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { uptime } from 'node:process'
import process from 'node:process'
import { expect, test } from 'vitest'
import { createFiles } from '../../src/effects/files/files.js'
import { createNetwork } from '../../src/effects/network.js'
import { type Presence, Stage } from '../../src/effects/stage.js'
import { createVariables } from '../../src/effects/variables.js'
import { createWorkingDirectory } from '../../src/effects/working-directory.js'

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

test('code of the test has what is around an environment, where it is told so, and a time of its own', async () => {
  const around = {
    files: createFiles({ taskRoot: '/app', tmpBytes: 1024 }),
    network: createNetwork({ mode: 'loopback' }),
    variables: createVariables({ variables: { TABLE: 'orders' }, hostNames: [] }),
    workingDirectory: createWorkingDirectory(),
  }
  const stage = new Stage('sole')
  const undo = stage.install()
  const seen = (): unknown => [stage.presence, process.env['TABLE'], process.cwd(), existsSync('/tmp/a')]
  const outside = seen()
  const inside = [undefined, 'orders', '/var/task', true]
  try {
    await stage.visit(around, async () => {
      fs.writeFileSync('/tmp/a', '')
      expect(seen()).toEqual(inside)
      expect(stage.outside(seen)).toEqual(outside)
      await new Promise((resolve) => setTimeout(resolve, 1))
      expect(seen()).toEqual(inside)
    })
    expect(seen()).toEqual(outside)
  } finally {
    undo()
  }
})
