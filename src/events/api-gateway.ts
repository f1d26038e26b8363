// `events.apiGateway`: requests to the three kinds of API, and what their authorizers are asked.

import { httpAuthorizer, requestAuthorizer, tokenAuthorizer } from './api-gateway-authorizer.js'
import { httpApi } from './api-gateway-http.js'
import { restApi } from './api-gateway-rest.js'
import { webSocketApi } from './api-gateway-websocket.js'
import { webSocketAuthorizer } from './web-socket-authorizer.js'

/** Requests to APIs; `authorizer` is what an API asks before it lets one pass. */
export interface ApiGatewayEvents {
  readonly rest: typeof restApi
  readonly http: typeof httpApi
  readonly websocket: typeof webSocketApi
  readonly authorizer: {
    readonly token: typeof tokenAuthorizer
    readonly request: typeof requestAuthorizer
    readonly http: typeof httpAuthorizer
    readonly websocket: typeof webSocketAuthorizer
  }
}

export const apiGateway: ApiGatewayEvents = {
  rest: restApi,
  http: httpApi,
  websocket: webSocketApi,
  authorizer: {
    token: tokenAuthorizer,
    request: requestAuthorizer,
    http: httpAuthorizer,
    websocket: webSocketAuthorizer,
  },
}
