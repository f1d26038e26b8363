// Tests of fields that AppSync has a function resolve.

import type { AppSyncBatchResolverHandler, AppSyncResolverHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { batchResolver, resolver } from '../../src/events/app-sync-resolver.js'

test('the default event is a field of Query', () => {
  expect(resolver()).toMatchInlineSnapshot(`
    {
      "arguments": {},
      "identity": null,
      "info": {
        "fieldName": "myField",
        "parentTypeName": "Query",
        "selectionSetGraphQL": "{
      id
    }",
        "selectionSetList": [
          "id",
        ],
        "variables": {},
      },
      "prev": null,
      "request": {
        "domainName": null,
        "headers": {
          "content-type": "application/json",
          "user-agent": "vitest-lambda",
          "x-forwarded-for": "203.0.113.1",
          "x-forwarded-port": "443",
          "x-forwarded-proto": "https",
        },
      },
      "source": null,
      "stash": {},
    }
  `)
})

test('everything in the input is found in the event', () => {
  const identity = { sub: 's', issuer: 'i', claims: {} }
  const event = resolver({
    fieldName: 'comments',
    parentTypeName: 'Post',
    arguments: { first: 10 },
    source: { id: '7' },
    identity,
    headers: { 'x-a': 'b' },
    variables: { n: 10 },
    stash: { seen: true },
    prev: [1],
  })
  expect(event).toMatchObject({
    arguments: { first: 10 },
    source: { id: '7' },
    identity,
    request: { headers: { 'x-a': 'b', 'content-type': 'application/json' } },
    prev: { result: [1] },
    stash: { seen: true },
    info: { fieldName: 'comments', parentTypeName: 'Post', variables: { n: 10 } },
  })
  expectTypeOf(event.arguments).toEqualTypeOf<{ first: number }>()
})

test('what is selected is there as a list and as GraphQL', () => {
  const selectionSet = ['id', 'author', 'author/name', 'author/home', 'author/home/city', 'authority']
  const { info } = resolver({ selectionSet })
  expect(info.selectionSetList).toEqual(selectionSet)
  expect(info.selectionSetGraphQL).toMatchInlineSnapshot(`
    "{
      id
      author {
        name
        home {
          city
        }
      }
      authority
    }"
  `)
  expect(resolver({ selectionSet: [] }).info.selectionSetGraphQL).toBe('')
})

test('a selection of anything but texts is refused', () => {
  expect(() => resolver({ selectionSet: ['id', 1] as string[] })).toThrow(
    'events.appSync.resolver: selectionSet[1] is 1 (a number), where a string is expected.',
  )
})

test('a batch has a context for each parent, with the overrides laid over each', () => {
  const events = batchResolver({ sources: [{ id: 'a' }, { id: 'b' }], fieldName: 'total' }, { stash: { x: 1 } })
  expect(events.map(({ source, info, stash }) => [source, info.fieldName, info.parentTypeName, stash])).toEqual([
    [{ id: 'a' }, 'total', 'MyType', { x: 1 }],
    [{ id: 'b' }, 'total', 'MyType', { x: 1 }],
  ])
  expect(batchResolver()).toHaveLength(2)
})

test('a batch of no parents is refused', () => {
  expect(() => batchResolver({ sources: [] })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.appSync.batchResolver: sources is a list of 0, and AppSync never asks for the field of no parent. Give one or more.]`,
  )
})

test('handlers take them', () => {
  expectTypeOf(resolver({ arguments: { id: '1' } })).toExtend<
    Parameters<AppSyncResolverHandler<{ id: string }, string>>[0]
  >()
  expectTypeOf(batchResolver({ sources: [{ id: '1' }] })).toExtend<
    Parameters<AppSyncBatchResolverHandler<object, string, { id: string }>>[0]
  >()
})
