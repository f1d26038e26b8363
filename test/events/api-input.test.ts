// Tests of the path that a route implies.

import { expect, test } from 'vitest'
import { httpApi } from '../../src/events/api-gateway-http.js'
import { restApi } from '../../src/events/api-gateway-rest.js'
import { pathParametersOf, type RouteGiven, withPath } from '../../src/events/api-input.js'

/** A route as `resource` gives it. */
const resource = (template: string): RouteGiven => ({ where: 'events.x', key: 'resource', template })

test('a path that is given stays, whatever the route says', () => {
  const input = { path: '/x' }
  expect(withPath(input, resource('/orders/{id}'))).toBe(input)
})

test('without a route nothing is added', () => {
  const input = { method: 'GET' }
  expect(withPath(input, resource(''))).toBe(input)
})

test('the path of a route without parameters is the route itself', () => {
  expect(withPath({ method: 'GET' }, resource('/orders'))).toEqual({ method: 'GET', path: '/orders' })
})

test('the path of a route with parameters has the parameters in it', () => {
  const input = { pathParameters: { id: '7' } }
  expect(withPath(input, resource('/orders/{id}'))).toEqual({ ...input, path: '/orders/7' })
})

test('path parameters are those given, those in the path, or none', () => {
  expect(pathParametersOf({ pathParameters: { id: '2' } }, resource('/orders/{id}'), '/orders/1')).toEqual({ id: '2' })
  expect(pathParametersOf({}, resource('/orders/{id}'), '/orders/1')).toEqual({ id: '1' })
  expect(pathParametersOf({}, resource(''), '/orders/1')).toEqual({})
})

test('the path of a request to a REST API may end with a slash that its resource has not', () => {
  expect(pathParametersOf({}, resource('/orders/{id}'), '/orders/1/')).toEqual({ id: '1' })
  expect(restApi({ resource: '/orders', path: '/orders/' }).path).toBe('/orders/')
})

test('the path of a custom domain has its mapping before the route', () => {
  expect(pathParametersOf({}, resource('/orders/{id}'), '/shop/v1/orders/1')).toEqual({ id: '1' })
  expect(pathParametersOf({}, resource('/{proxy+}'), '/shop/orders/1')).toEqual({ proxy: 'shop/orders/1' })
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

test('a path that is not of the route is an error that says which one would be', () => {
  expect(() => restApi({ resource: '/orders/{id}', path: '/users/1' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.rest: path is "/users/1" (a string), and resource is "/orders/{id}" (a string): no request with that path takes that route. Give a path such as "/orders/1", or leave the path out and give the pathParameters.]`,
  )
  expect(() => httpApi({ routeKey: 'GET /orders', path: '/users?all=1' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.http: path is "/users" (a string), and the route of routeKey is "/orders" (a string): no request with that path takes that route. Give a path such as "/orders", or leave the path out and give the pathParameters.]`,
  )
})

test('a method that is not of the route is an error', () => {
  expect(() => httpApi({ routeKey: 'GET /orders', method: 'POST' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.http: method is "POST" (a string), and routeKey is "GET /orders" (a string): no request with that method takes that route. Leave the method out, or begin the routeKey with it or with ANY.]`,
  )
  expect(httpApi({ routeKey: 'ANY /orders', method: 'POST' }).requestContext.http.method).toBe('POST')
  expect(httpApi({ routeKey: 'get /orders', method: 'GET' }).requestContext.http.method).toBe('GET')
})

test('the default route of an HTTP API takes any path', () => {
  expect(httpApi({ routeKey: '$default' })).toMatchObject({ rawPath: '/', routeKey: '$default' })
})

test('a parameter written as web frameworks do is an error that says how API Gateway writes it', () => {
  expect(() => httpApi({ routeKey: 'GET /orders/:id', path: '/orders/7' })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.http: the route of routeKey is "/orders/:id" (a string): API Gateway has no :id: write {id}.]`,
  )
  expect(() => restApi({ resource: '/users/:user/orders' })).toThrow('write {user}.')
  expect(httpApi({ routeKey: 'POST /orders:batch' }).rawPath).toBe('/orders:batch')
})

test('path parameters that the path does not have are an error, and no event', () => {
  const routeKey = 'GET /orders/{id}'
  expect(() =>
    httpApi({ path: '/orders/7', routeKey, pathParameters: { id: '8' } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.apiGateway.http: path is "/orders/7" (a string), the route of routeKey is "/orders/{id}" (a string), and pathParameters are {"id":"8"}: in that path they are {"id":"7"}. Leave them out, or the path: the one is made from the other.]`,
  )
  const other = { orderId: '7' }
  expect(() => restApi({ path: '/orders/7', resource: '/orders/{id}', pathParameters: other })).toThrow(
    'they are {"id":"7"}.',
  )
  expect(() => httpApi({ path: '/users/7', routeKey, pathParameters: { id: '7' } })).toThrow('takes that route.')
})

test('path parameters may be given beside the path, decoded or as they are in it', () => {
  const template = '/files/{name}'
  for (const name of ['a b', 'a%20b', '50%']) {
    const path = name === '50%' ? '/files/50%' : '/files/a%20b'
    expect(restApi({ path, resource: template, pathParameters: { name } }).pathParameters).toEqual({ name })
    expect(httpApi({ path, routeKey: `GET ${template}`, pathParameters: { name } }).pathParameters).toEqual({ name })
  }
  const mapped = { path: '/shop/orders/1/', resource: '/{proxy+}', pathParameters: { proxy: 'orders/1' } }
  expect(restApi(mapped).pathParameters).toEqual({ proxy: 'orders/1' })
})
