import { expect, test } from 'vitest'
import { defaultFunctionName } from '../../src/function/default-name.js'

test.each([
  ['../src/orders.js', 'orders'],
  ['src/nested/orders', 'orders'],
  ['./orders.prod.mts', 'orders-prod'],
  ['addOrder', 'addOrder'],
])('%s is the function %s: the file, or the function itself, has a name', (path, name) => {
  expect(defaultFunctionName(path)).toBe(name)
})

test.each([
  ['services/refunds/handler.ts', 'refunds'],
  ['../../services/refunds/src/index.js', 'refunds'],
  ['services\\get-order\\Handler.ts', 'get-order'],
  ['dist/cjs/refunds/handler.cjs', 'refunds'],
  ['functions/my order/app.ts', 'my-order'],
])('%s is the function %s: files of that name are many', (path, name) => {
  expect(defaultFunctionName(path)).toBe(name)
})

test.each([
  ['./handler.js', 'handler'],
  ['../src/index.ts', 'index'],
  ['handler', 'handler'],
])('%s is the function %s where no folder says more', (path, name) => {
  expect(defaultFunctionName(path)).toBe(name)
})

test('is one that AWS takes, whatever the path [LIM-4]', () => {
  expect(defaultFunctionName('')).toBe('function')
  expect(defaultFunctionName(`${'x'.repeat(70)}.ts`)).toBe('x'.repeat(64))
  expect(defaultFunctionName('.hidden.ts')).toBe('-hidden')
})
