import { execFileSync } from 'node:child_process'
import process from 'node:process'
import { expect, test } from 'vitest'
import { isUnloaded } from '../../../src/effects/globals/lazy-globals.js'

test('a global that has been used is loaded, and one that is never lazy always is', () => {
  expect([Response, ReadableStream, Crypto].map((each) => typeof each)).toEqual(Array(3).fill('function'))
  expect(['Response', 'ReadableStream', 'Crypto', 'URL', 'nobody'].map(isUnloaded)).toEqual(Array(5).fill(false))
})

test('Node.js lists its loaded modules under the names that are looked for, and loads them on the first look', () => {
  const program = `
    const loaded = (name) => process.moduleLoadList.includes('NativeModule ' + name)
    const look = () => ['deps/undici/undici', 'webstreams/readablestream', 'crypto/webcrypto'].map((name) => loaded('internal/' + name))
    const before = look()
    for (const key of ['Response', 'ReadableStream', 'Crypto']) Object.getOwnPropertyDescriptor(globalThis, key)
    process.stdout.write(JSON.stringify([before, look()]))`
  const output = execFileSync(process.execPath, ['-e', program], { env: {}, encoding: 'utf8' })
  expect(JSON.parse(output)).toEqual([
    [false, false, false],
    [true, true, true],
  ])
})
