// Tests of path parameters and route templates.

import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parametersIn, pathOf, templateOf } from '../../src/events/route.js'

test.each([
  ['/orders/{id}', '/orders/1', { id: '1' }],
  ['/users/{user}/orders/{id}', '/users/ann/orders/7', { user: 'ann', id: '7' }],
  ['/{proxy+}', '/a/b/c', { proxy: 'a/b/c' }],
  ['/files/{path+}', '/files/x', { path: 'x' }],
  ['/orders', '/orders', {}],
  ['/', '/', {}],
])('in the route %s the path %s has parameters', (template, path, parameters) => {
  expect(parametersIn(template, path)).toEqual(parameters)
})

test.each([
  ['/orders/{id}', '/orders'],
  ['/orders/{id}', '/orders/'],
  ['/orders/{id}', '/orders/1/lines'],
  ['/orders/{id}', '/users/1'],
  ['/files/{path+}', '/files'],
  ['/files/{path+}', '/files/'],
  ['/orders', '/orders/1'],
])('the route %s does not have the path %s', (template, path) => {
  expect(parametersIn(template, path)).toBeUndefined()
})

test.each([
  ['/orders/1', { id: '1' }, '/orders/{id}'],
  ['/users/ann/orders/7', { user: 'ann', id: '7' }, '/users/{user}/orders/{id}'],
  ['/a/b/c', { proxy: 'a/b/c' }, '/{proxy+}'],
  ['/users/ann/files/x/y', { user: 'ann', path: 'x/y' }, '/users/{user}/files/{path+}'],
  ['/orders/1', {}, '/orders/1'],
  ['/orders/1', { id: undefined, other: '2', empty: '' }, '/orders/1'],
])('the path %s with parameters %o has the template %s', (path, parameters, template) => {
  expect(templateOf(path, parameters)).toBe(template)
})

test('two parameters of one value take a segment each', () => {
  expect(templateOf('/1/1', { a: '1', b: '1' })).toBe('/{a}/{b}')
})

test('parameters put back into a template are found there again', () => {
  const segment = fc.stringMatching(/^[a-z0-9]{1,8}$/)
  fc.assert(
    fc.property(fc.uniqueArray(segment, { minLength: 1, maxLength: 4 }), (values) => {
      const parameters = Object.fromEntries(values.map((value, index) => [`p${index}`, value]))
      const path = `/${values.join('/fixed/')}`
      expect(parametersIn(templateOf(path, parameters), path)).toEqual(parameters)
      expect(pathOf(templateOf(path, parameters), parameters)).toBe(path)
    }),
  )
})

test.each([
  ['/orders/{id}', { id: '1' }, '/orders/1'],
  ['/users/{user}/orders/{id}', { id: '7', user: 'ann' }, '/users/ann/orders/7'],
  ['/{proxy+}', { proxy: 'a/b/c' }, '/a/b/c'],
  ['/orders', {}, '/orders'],
  ['/orders', { unused: 'x' }, '/orders'],
  ['/', {}, '/'],
])('the route %s with parameters %o has the path %s', (template, parameters, path) => {
  expect(pathOf(template, parameters)).toBe(path)
})

test.each([
  ['/orders/{id}', {}],
  ['/orders/{id}', { id: undefined }],
  ['/orders/{toString}', {}],
  ['/{proxy+}', { other: 'x' }],
])('the route %s with parameters %o has no path', (template, parameters) => {
  expect(pathOf(template, parameters)).toBeUndefined()
})
