// What of a function's response each kind of front reads, and so where several values of a header go.

import type { SeveralValues } from '../../record/http-response.js'

/** The form of response that a front takes. */
export interface ResponseFormat {
  /** The fields that it does not have. */
  readonly unread: readonly ('headers' | 'multiValueHeaders' | 'cookies')[]
  readonly several: SeveralValues
}

const MULTI_VALUE: SeveralValues = { cookies: 'multiValueHeaders', values: 'multiValueHeaders' }
const NOT_ENABLED =
  'multiValueHeaders, which the target group has to have enabled: sources.alb(fn, { multiValueHeaders: true })'

/** Of REST APIs, and of HTTP APIs in payload format 1.0 (HTTP-1, HTTP-3). */
export const FORMAT_1: ResponseFormat = { unread: ['cookies'], several: MULTI_VALUE }

/** Of HTTP APIs and function URLs (HTTP-3, HTTP-4). */
export const FORMAT_2: ResponseFormat = {
  unread: ['multiValueHeaders'],
  several: { cookies: 'cookies: […]', values: 'one string in headers, parted by commas' },
}

/** Of a target group with multi-value headers (HTTP-5). */
export const MULTI_VALUE_TARGET: ResponseFormat = { unread: ['headers', 'cookies'], several: MULTI_VALUE }

/** Of a target group without them (HTTP-5). */
export const TARGET: ResponseFormat = {
  unread: ['multiValueHeaders', 'cookies'],
  several: { cookies: NOT_ENABLED, values: NOT_ENABLED },
}
