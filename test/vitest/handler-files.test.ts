import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { handlerFiles } from '../../src/vitest/handler-files.js'

const at = (path: string): string => resolve('/app', path).replaceAll('\\', '/')

test('the file of a handler string is looked for from the root, then as an alias or a package [RES-6] [RES-7]', () => {
  expect(handlerFiles('/app', 'src/orders')).toEqual([
    at('src/orders'),
    at('src/orders.cjs'),
    at('src/orders.cts'),
    'src/orders',
  ])
  expect(handlerFiles('/app', '@/orders').at(-1)).toBe('@/orders')
})

test.each(['./src/orders', at('src/orders')])('%s is a path, and nothing else', (moduleId) => {
  expect(handlerFiles('/app', moduleId)).toEqual([at('src/orders'), at('src/orders.cjs'), at('src/orders.cts')])
})

test('a file with .js comes first where there is one, before Vite looks for .mjs [RES-6]', () => {
  const root = mkdtempSync(join(realpathSync.native(tmpdir()), 'files-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  writeFileSync(join(root, 'orders.js'), '')
  expect(handlerFiles(root, 'orders')[0]).toBe(join(root, 'orders.js').replaceAll('\\', '/'))
  expect(handlerFiles(root, 'refunds')[0]).toBe(join(root, 'refunds').replaceAll('\\', '/'))
})

test('a file of JSON is none, and does not keep Vite from the code beside it [RES-6]', () => {
  const root = mkdtempSync(join(realpathSync.native(tmpdir()), 'files-')).replaceAll('\\', '/')
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const name of ['data.json', 'orders.json', 'orders.ts']) writeFileSync(join(root, name), '')
  expect(handlerFiles(root, 'data')).toEqual([`${root}/data.cjs`, `${root}/data.cts`])
  expect(handlerFiles(root, 'orders')[0]).toBe(`${root}/orders.ts`)
})
