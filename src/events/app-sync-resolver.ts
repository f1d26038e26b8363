// `events.appSync.resolver` and `batchResolver`: AppSync has the function resolve a field of its schema.

import type { AppSyncIdentity, AppSyncResolverEvent } from 'aws-lambda'
import { type Kinds, readInput, show, STRINGS, TEXTS } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The field, and who asks for it. */
export interface AppSyncFieldInput<Arguments extends object = Record<string, unknown>> {
  /** The field. Default `myField`. */
  readonly fieldName?: string | undefined
  /** The type that has it. Default `Query`. */
  readonly parentTypeName?: string | undefined
  /** The field's arguments. Default: none. */
  readonly arguments?: Arguments | undefined
  /** As AWS's type has it for each way to authorize. Default null, as with an API key. */
  readonly identity?: AppSyncIdentity
  /** Of the request, in lower case, besides the usual ones. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** What the caller selects of the answer, nested by slashes: `['id', 'author', 'author/name']`. Default `['id']`. */
  readonly selectionSet?: readonly string[] | undefined
  /** Of the GraphQL request. Default: none. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  /** What earlier functions of the resolver left. Default: nothing. */
  readonly stash?: Readonly<Record<string, unknown>> | undefined
}

/** A field of one parent. */
export interface AppSyncResolverInput<
  Arguments extends object = Record<string, unknown>,
  Source extends object | null = Record<string, unknown> | null,
> extends AppSyncFieldInput<Arguments> {
  /** The parent as it was resolved. Default null, as of a field of `Query`. */
  readonly source?: Source | undefined
  /** What the function before in a pipeline resolver answered. Default: there is none. */
  readonly prev?: unknown
}

/** A field of many parents at once. */
export interface AppSyncBatchInput<
  Arguments extends object = Record<string, unknown>,
  Source extends object | null = Record<string, unknown> | null,
> extends AppSyncFieldInput<Arguments> {
  /** The parents as they were resolved. Default `[{ "id": "1" }, { "id": "2" }]`. */
  readonly sources?: readonly Source[] | undefined
}

const FIELD_KINDS: Kinds<AppSyncFieldInput> = {
  fieldName: 'string',
  parentTypeName: 'string',
  arguments: 'object',
  identity: ['object', 'null'],
  headers: TEXTS,
  selectionSet: STRINGS,
  variables: 'object',
  stash: 'object',
}
const KINDS: Kinds<AppSyncResolverInput> = { ...FIELD_KINDS, source: ['object', 'null'], prev: 'any' }
const BATCH_KINDS: Kinds<AppSyncBatchInput> = { ...FIELD_KINDS, sources: { items: ['object', 'null'] } }

/**
 * A direct Lambda resolver: the function's answer is the field's value.
 * https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html
 */
export function resolver<
  Arguments extends object = Record<string, unknown>,
  Source extends object | null = Record<string, unknown> | null,
>(
  input?: AppSyncResolverInput<Arguments, Source>,
  overrides?: DeepPartial<AppSyncResolverEvent<NoInfer<Arguments>, NoInfer<Source>>>,
): AppSyncResolverEvent<Arguments, Source> {
  const where = 'events.appSync.resolver'
  const given = readInput<AppSyncResolverInput>(where, input, KINDS)
  const { source = null, prev } = given
  const event = contextOf(given, source, prev) as AppSyncResolverEvent<Arguments, Source>
  return withOverrides(where, event, overrides)
}

/**
 * A Lambda data source with a batch size: a context for each parent; the function must answer a list with as many values,
 * in the same order. The overrides are laid over each of them.
 * https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 */
export function batchResolver<
  Arguments extends object = Record<string, unknown>,
  Source extends object | null = Record<string, unknown> | null,
>(
  input?: AppSyncBatchInput<Arguments, Source>,
  overrides?: DeepPartial<AppSyncResolverEvent<NoInfer<Arguments>, NoInfer<Source>>>,
): AppSyncResolverEvent<Arguments, Source>[] {
  const where = 'events.appSync.batchResolver'
  const given = readInput<AppSyncBatchInput>(where, input, BATCH_KINDS)
  const { sources = [{ id: '1' }, { id: '2' }], parentTypeName = 'MyType' } = given
  if (sources.length === 0) {
    throw new TypeError(
      `${where}: sources is ${show(sources)}, and AppSync never asks for the field of no parent. Give one or more.`,
    )
  }
  return sources.map((source) => {
    const event = contextOf({ ...given, parentTypeName }, source, undefined)
    return withOverrides(where, event as AppSyncResolverEvent<Arguments, Source>, overrides)
  })
}

function contextOf(given: AppSyncFieldInput, source: object | null, prev: unknown): AppSyncResolverEvent<object> {
  const { fieldName = 'myField', parentTypeName = 'Query', identity = null, selectionSet = ['id'] } = given
  return {
    arguments: { ...given.arguments },
    identity,
    source: source as Record<string, unknown> | null,
    request: { headers: { ...REQUEST_HEADERS, ...given.headers }, domainName: null },
    prev: prev === undefined ? null : { result: prev as Record<string, unknown> },
    info: {
      selectionSetList: [...selectionSet],
      selectionSetGraphQL: graphQlOf(selectionSet, '', 0),
      parentTypeName,
      fieldName,
      variables: { ...given.variables },
    },
    stash: { ...given.stash },
  }
}

/** Headers that requests to AppSync have. */
export const REQUEST_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/json',
  'user-agent': 'vitest-lambda',
  'x-forwarded-for': '203.0.113.1',
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
}

/** The selection as GraphQL: what is below `parent`, in braces; nothing where there is nothing. */
function graphQlOf(paths: readonly string[], parent: string, depth: number): string {
  const below = paths.filter((path) => path.startsWith(parent)).map((path) => path.slice(parent.length).split('/')[0])
  const names = [...new Set(below)].filter((name) => name !== undefined && name !== '')
  if (names.length === 0) return ''
  const indent = '  '.repeat(depth)
  const lines = names.map((name) => {
    const inner = graphQlOf(paths, `${parent}${name}/`, depth + 1)
    return `${indent}  ${name}${inner === '' ? '' : ` ${inner}`}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}
