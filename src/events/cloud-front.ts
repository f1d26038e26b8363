// `events.cloudFront`: a request or a response that CloudFront shows to a Lambda@Edge function on its way.

import type { CloudFrontRequestEvent, CloudFrontResponseEvent } from 'aws-lambda'
import {
  type CloudFrontEventType,
  type CloudFrontRequestInput,
  type CloudFrontResponseInput,
  configOf,
  requestOf,
  responseOf,
} from './cloud-front-shapes.js'
import { REQUEST_KINDS } from './http-request.js'
import { type Kinds, readInput } from './input.js'
import { type DeepPartial, merge, withOverrides } from './overrides.js'

/** What is shown to the viewer's functions says nothing of the origin. */
const KINDS: Kinds<Omit<CloudFrontRequestInput, 'origin'>> = { ...REQUEST_KINDS, record: 'object' }
const RESPONSE_KINDS: Kinds<Omit<CloudFrontResponseInput, 'origin'>> = {
  ...KINDS,
  status: { wholeFrom: 100, to: 599 },
  responseHeaders: 'object',
}

function at<Input>(eventType: CloudFrontEventType, kinds: Kinds<Omit<Input, 'origin'>>): Kinds<Input> {
  return (eventType.startsWith('origin') ? { ...kinds, origin: 'object' } : kinds) as Kinds<Input>
}

/**
 * By where on its way. Before the origin a function answers the request, changed or not, or a response of its own; after
 * it, the response. A body is there where the trigger includes bodies, read-only, in base64.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export interface CloudFrontEvents {
  readonly viewerRequest: (
    input?: CloudFrontRequestInput,
    overrides?: DeepPartial<CloudFrontRequestEvent>,
  ) => CloudFrontRequestEvent
  readonly originRequest: CloudFrontEvents['viewerRequest']
  readonly originResponse: CloudFrontEvents['viewerResponse']
  readonly viewerResponse: (
    input?: CloudFrontResponseInput,
    overrides?: DeepPartial<CloudFrontResponseEvent>,
  ) => CloudFrontResponseEvent
}

export const cloudFront: CloudFrontEvents = {
  viewerRequest: (input, overrides) => requestEvent('viewer-request', 'viewerRequest', input, overrides),
  originRequest: (input, overrides) => requestEvent('origin-request', 'originRequest', input, overrides),
  originResponse: (input, overrides) => responseEvent('origin-response', 'originResponse', input, overrides),
  viewerResponse: (input, overrides) => responseEvent('viewer-response', 'viewerResponse', input, overrides),
}

function requestEvent(
  eventType: CloudFrontEventType,
  name: string,
  input: CloudFrontRequestInput | undefined,
  overrides: DeepPartial<CloudFrontRequestEvent> | undefined,
): CloudFrontRequestEvent {
  const where = `events.cloudFront.${name}`
  const given = readInput(where, input, at(eventType, KINDS))
  const record = { cf: { config: configOf(eventType), request: requestOf(where, eventType, given) } }
  return withOverrides(where, { Records: [merge(record, given.record) as typeof record] }, overrides)
}

function responseEvent(
  eventType: CloudFrontEventType,
  name: string,
  input: CloudFrontResponseInput | undefined,
  overrides: DeepPartial<CloudFrontResponseEvent> | undefined,
): CloudFrontResponseEvent {
  const where = `events.cloudFront.${name}`
  const { record: over, ...given } = readInput(where, input, at(eventType, RESPONSE_KINDS))
  const { body: _, ...request } = requestOf(where, eventType, given)
  const record = { cf: { config: configOf(eventType), request, response: responseOf(where, given) } }
  return withOverrides(where, { Records: [merge(record, over) as typeof record] }, overrides)
}
