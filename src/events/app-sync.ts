// `events.appSync`: what AWS AppSync asks a function: to resolve a field, for one parent or many, or to let a caller in.

import type { AppSyncAuthorizerEvent } from 'aws-lambda'
import { amplifyResolver } from './amplify-resolver.js'
import { batchResolver, resolver } from './app-sync-resolver.js'
import { type Kinds, readInput, TEXTS } from './input.js'
import { originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** A GraphQL request whose caller is to be authorized. */
export interface AppSyncAuthorizerInput extends Pick<Place, 'accountId'> {
  /** The caller's `Authorization` header. Default `my-token`. */
  readonly token?: string | undefined
  /** The GraphQL document. Default: a query of one field. */
  readonly query?: string | undefined
  /** Default `MyQuery`. */
  readonly operationName?: string | undefined
  /** Default: none. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  /** Besides the token's. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** Builders of the events of AppSync; `amplifyResolver` is the form that Amplify's `@function` makes. */
export interface AppSyncEvents {
  readonly resolver: typeof resolver
  readonly batchResolver: typeof batchResolver
  readonly amplifyResolver: typeof amplifyResolver
  readonly authorizer: typeof authorizer
}

const KINDS: Kinds<AppSyncAuthorizerInput> = {
  token: 'string',
  query: 'string',
  operationName: 'string',
  variables: 'object',
  headers: TEXTS,
  accountId: PLACE_KINDS.accountId,
}

export const appSync: AppSyncEvents = { resolver, batchResolver, amplifyResolver, authorizer }

/**
 * A Lambda authorizer. The function has ten seconds to answer `{ isAuthorized, resolverContext?, deniedFields?,
 * ttlOverride? }`.
 * https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization
 */
function authorizer(
  input?: AppSyncAuthorizerInput,
  overrides?: DeepPartial<AppSyncAuthorizerEvent>,
): AppSyncAuthorizerEvent {
  const where = 'events.appSync.authorizer'
  const given = readInput(where, input, KINDS)
  const { token = 'my-token', operationName = 'MyQuery', variables = {} } = given
  const { accountId } = originOf(where, given)
  const event: AppSyncAuthorizerEvent = {
    authorizationToken: token,
    requestContext: {
      apiId: 'abcdefghijklmnopqrstuvwxyz',
      accountId,
      requestId: uuidAt(0),
      queryString: given.query ?? `query ${operationName} {\n  myField\n}\n`,
      operationName,
      variables: { ...variables },
    },
    requestHeaders: { authorization: token, 'content-type': 'application/json', ...given.headers },
  }
  return withOverrides(where, event, overrides)
}
