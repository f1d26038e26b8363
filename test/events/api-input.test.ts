// Tests of the path that a route implies.

import { expect, test } from 'vitest'
import { httpApi } from '../../src/events/api-gateway-http.js'
import { restApi } from '../../src/events/api-gateway-rest.js'
import { pathParametersOf, withPath } from '../../src/events/api-input.js'

test('a path that is given stays, whatever the route says', () => {
  const input = { path: '/x' }
  expect(withPath('events.x', input, 'resource', '/orders/{id}')).toBe(input)
})

test('without a route nothing is added', () => {
  const input = { method: 'GET' }
  expect(withPath('events.x', input, 'resource', '')).toBe(input)
})

test('the path of a route without parameters is the route itself', () => {
  expect(withPath('events.x', { method: 'GET' }, 'resource', '/orders')).toEqual({ method: 'GET', path: '/orders' })
})

test('the path of a route with parameters has the parameters in it', () => {
  const input = { pathParameters: { id: '7' } }
  expect(withPath('events.x', input, 'resource', '/orders/{id}')).toEqual({ ...input, path: '/orders/7' })
})

test('path parameters are those given, those in the path, or none', () => {
  expect(pathParametersOf({ pathParameters: { id: '2' } }, '/orders/{id}', '/orders/1')).toEqual({ id: '2' })
  expect(pathParametersOf({}, '/orders/{id}', '/orders/1')).toEqual({ id: '1' })
  expect(pathParametersOf({}, '/orders/{id}', '/users/1')).toEqual({})
})

test('an event is never one of a route that its path cannot have taken [HTTP-1, HTTP-3]', () => {
  expect(httpApi({ routeKey: 'GET /health' })).toMatchObject({ rawPath: '/health', routeKey: 'GET /health' })
  expect(httpApi({ routeKey: 'POST /{proxy+}', pathParameters: { proxy: 'a/b' } })).toMatchObject({
    rawPath: '/a/b',
    pathParameters: { proxy: 'a/b' },
  })
  expect(restApi({ resource: '/orders/{id}', pathParameters: { id: '1' } })).toMatchObject({
    path: '/orders/1',
    requestContext: { path: '/prod/orders/1', resourcePath: '/orders/{id}' },
  })
})

test('a route whose path nothing tells is an error that shows one', () => {
  expect(() => httpApi({ routeKey: 'GET /orders/{id}' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.http: the route of routeKey is "/orders/{id}" (a string), and neither path nor pathParameters says which path that is. Give a path, such as "/orders/1"; the path parameters are taken from it.]`,
  )
  expect(() => restApi({ resource: '/files/{path+}' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.rest: resource is "/files/{path+}" (a string), and neither path nor pathParameters says which path that is. Give a path, such as "/files/1"; the path parameters are taken from it.]`,
  )
})

test('the default route of an HTTP API takes any path', () => {
  expect(httpApi({ routeKey: '$default' })).toMatchObject({ rawPath: '/', routeKey: '$default' })
})
