import os, { homedir, tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEnvironment, inside, installFiles } from './inside.js'

const real = [os.tmpdir(), os.homedir()]
let undo: () => void
beforeAll(() => {
  undo = installFiles()
})
afterAll(() => undo())

test('os.tmpdir() is /tmp, and the home directory one that does not exist [FS-5]', () => {
  inside(createEnvironment(), () => {
    expect([os.tmpdir(), tmpdir(), os.homedir(), homedir()]).toEqual([
      '/tmp',
      '/tmp',
      '/home/sbx_user1051',
      '/home/sbx_user1051',
    ])
  })
})

test('both follow the environment’s variables, as Node.js does', () => {
  const variables: Record<string, string> = { HOME: '/tmp', TMPDIR: '/tmp/mine/' }
  const environment = createEnvironment({ variable: (name) => variables[name] })
  inside(environment, () => {
    expect([os.tmpdir(), os.homedir()]).toEqual(['/tmp/mine', '/tmp'])
    variables['TMPDIR'] = '/'
    expect(os.tmpdir()).toBe('/')
  })
})

test('outside an environment both are the host’s', () => {
  expect([os.tmpdir(), tmpdir(), os.homedir(), homedir()]).toEqual([real[0], real[0], real[1], real[1]])
})
