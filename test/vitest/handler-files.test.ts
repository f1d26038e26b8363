import { resolve } from 'node:path'
import { expect, test } from 'vitest'
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
