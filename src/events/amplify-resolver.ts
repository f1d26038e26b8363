// `events.appSync.amplifyResolver`: a field whose resolver Amplify made of the directive `@function`.

import type { AmplifyGraphQlResolverEvent, AppSyncIdentity } from 'aws-lambda'
import { REQUEST_HEADERS } from './app-sync-resolver.js'
import { type Kinds, readInput, TEXTS } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The field, and who asks for it. */
export interface AmplifyResolverInput<
  Arguments extends object = Record<string, unknown>,
  Source extends object = Record<string, unknown>,
> {
  /** The type that has the field. Default `Query`. */
  readonly typeName?: string | undefined
  /** Default `myField`. */
  readonly fieldName?: string | undefined
  /** The field's arguments. Default: none. */
  readonly arguments?: Arguments | undefined
  /** As AWS's type has it for each way to authorize. Default null, as with an API key. */
  readonly identity?: AppSyncIdentity
  /** The parent as it was resolved. Default: empty. */
  readonly source?: Source | undefined
  /** Of the request, in lower case, besides the usual ones. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** What the function before in the pipeline answered. Default: there is none. */
  readonly prev?: unknown
}

const KINDS: Kinds<AmplifyResolverInput> = {
  typeName: 'string',
  fieldName: 'string',
  arguments: 'object',
  identity: ['object', 'null'],
  source: 'object',
  headers: TEXTS,
  prev: 'any',
}

/**
 * The function's answer is the field's value.
 * https://docs.amplify.aws/cli/graphql/custom-business-logic/#structure-of-the-function-event
 */
export function amplifyResolver<
  Arguments extends object = Record<string, unknown>,
  Source extends object = Record<string, unknown>,
>(
  input?: AmplifyResolverInput<Arguments, Source>,
  overrides?: DeepPartial<AmplifyGraphQlResolverEvent<NoInfer<Arguments>, NoInfer<Source>>>,
): AmplifyGraphQlResolverEvent<Arguments, Source> {
  const where = 'events.appSync.amplifyResolver'
  const given = readInput<AmplifyResolverInput>(where, input, KINDS)
  const { typeName = 'Query', fieldName = 'myField', identity = null, prev } = given
  const event: AmplifyGraphQlResolverEvent<object, object> = {
    typeName,
    fieldName,
    arguments: { ...given.arguments },
    identity,
    source: { ...given.source },
    request: { headers: { ...REQUEST_HEADERS, ...given.headers }, domainName: null },
    prev: prev === undefined ? null : { result: prev as Record<string, unknown> },
  }
  return withOverrides(where, event as AmplifyGraphQlResolverEvent<Arguments, Source>, overrides)
}
