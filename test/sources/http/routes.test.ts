import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { httpApiRoute, restRoute, type Route, routes } from '../../../src/sources/http/routes.js'

function read(keys: unknown, hasDefault = true): readonly Route[] {
  const reading = routes(hasDefault)(keys, 'routes')
  if (!reading.ok) throw new Error(reading.problems.join('\n'))
  return reading.value
}

const http = (keys: readonly string[], method: string, path: string): string | undefined =>
  httpApiRoute(read(keys), method, path)?.key
const rest = (keys: readonly string[], method: string, path: string): string | undefined =>
  restRoute(read(keys), method, path)?.key

describe('the routes of an HTTP API', () => {
  const all = ['GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default'] as const

  test.for([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}'],
    ['POST', '/pets/dog/1', 'ANY /{proxy+}'],
    ['POST', '/', '$default'],
  ] as const)('are tried from the most specific on: %s %s takes %s [HTTP-3]', ([method, path, key]) => {
    for (const keys of [all, all.toReversed()]) expect(http(keys, method, path)).toBe(key)
  })

  test('prefer the method itself to ANY', () => {
    expect(http(['ANY /a', 'GET /a'], 'GET', '/a')).toBe('GET /a')
    expect(http(['ANY /a', 'GET /a'], 'PUT', '/a')).toBe('ANY /a')
  })

  test('may be none of them', () => {
    expect(http(['GET /a'], 'POST', '/a')).toBeUndefined()
    expect(http(['GET /a'], 'GET', '/a/b')).toBeUndefined()
    expect(http(['GET /a/{id}'], 'GET', '/a/')).toBeUndefined()
  })
})

describe('the resources of a REST API', () => {
  test('are found by path first: a method that the resource lacks is not looked for in another [HTTP-1]', () => {
    const keys = ['GET /orders', 'ANY /{proxy+}']
    expect(rest(keys, 'GET', '/orders')).toBe('GET /orders')
    expect(rest(keys, 'POST', '/orders')).toBeUndefined()
    expect(rest(keys, 'POST', '/others')).toBe('ANY /{proxy+}')
  })

  test('are asked for with a slash at the end or without [HTTP-1]', () => {
    const keys = ['GET /orders', 'GET /orders/{id}', 'ANY /{proxy+}']
    expect(rest(keys, 'GET', '/orders/')).toBe('GET /orders')
    expect(rest(keys, 'GET', '/orders/1/')).toBe('GET /orders/{id}')
    expect(rest(['GET /'], 'GET', '/')).toBe('GET /')
    expect(http(['GET /orders'], 'GET', '/orders/')).toBeUndefined()
  })

  test('have a method of their own before ANY', () => {
    expect(rest(['ANY /a', 'GET /a'], 'GET', '/a')).toBe('GET /a')
    expect(rest(['ANY /a', 'GET /a'], 'PUT', '/a')).toBe('ANY /a')
  })
})

test('what a route takes does not depend on where it is in the list', () => {
  const part = fc.constantFrom('a', 'b', '{x}')
  const template = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `/${parts.join('/')}`)
  const key = fc.tuple(fc.constantFrom('GET', 'ANY', 'PUT'), template).map((both) => both.join(' '))
  const path = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.uniqueArray(key, { minLength: 1 }), path, (keys, parts) => {
      const at = `/${parts.join('/')}`
      expect(http(keys.toReversed(), 'GET', at)).toBe(http(keys, 'GET', at))
      expect(rest(keys.toReversed(), 'GET', at)).toBe(rest(keys, 'GET', at))
    }),
  )
})

test.for([
  [
    ['/orders'],
    "routes[0] is '/orders': it takes a method and a path, such as 'GET /orders/{id}' or 'ANY /{proxy+}', or '$default'",
  ],
  [[7], "routes[0] is 7: it takes a method and a path, such as 'GET /orders/{id}' or 'ANY /{proxy+}', or '$default'"],
  [['GO /a'], "routes[0] is 'GO /a': its method is one of ANY,GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS"],
  [['GET /{a+}/b'], "routes[0] is 'GET /{a+}/b': a parameter with + takes the rest of the path, so it comes last"],
  [
    ['GET /orders/id-{id}'],
    "routes[0] is 'GET /orders/id-{id}': a parameter is a whole part of the path, such as {id}, not id-{id}",
  ],
  [['GET /{id/a'], "routes[0] is 'GET /{id/a': a parameter is a whole part of the path, such as {id}, not {id"],
  [['GET /{+}'], "routes[0] is 'GET /{+}': a parameter is a whole part of the path, such as {id}, not {+}"],
  [['GET /orders/:id'], "routes[0] is 'GET /orders/:id': API Gateway has no :id: write {id}"],
  [
    ['GET /a?b=c'],
    "routes[0] is 'GET /a?b=c': it takes a method and a path, such as 'GET /orders/{id}' or 'ANY /{proxy+}', or '$default'",
  ],
  [['GET /a', 'GET /a'], "routes has 'GET /a' twice"],
  [[], 'routes is empty: an API without routes answers nothing'],
  ['GET /a', "routes is 'GET /a' (a string): it takes a list of routes"],
] as const)('a route that is none is refused: %j', ([keys, why]) => {
  expect(() => read(keys)).toThrow(new Error(why))
})

test('a REST API has no $default route', () => {
  expect(() => read(['$default'], false)).toThrow("routes[0] is '$default': it takes a method and a path")
})
