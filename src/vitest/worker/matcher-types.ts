// The types under which `expect` has the matchers.

import type { DestinationKind } from '../../record/event-report.js'
import type { ExpectStatic } from 'vitest'
import type { LeakArguments } from '../../matchers/leak-expected.js'
import type { ExpectedResponse } from '../../matchers/response-parts.js'
import type { FailurePattern } from '../../matchers/to-fail-with.js'
import type { ExpectedMetric } from '../../matchers/to-have-emitted-metric.js'
import type { LoggedLevel, LogPattern } from '../../matchers/to-have-logged.js'
import type { TmpContent } from '../../matchers/to-have-tmp-file.js'
import type { InvocationResult } from '../../record/result.js'

/** The payload of an invocation result. As the spy matcher, `toReturn` compares nothing: there an argument is refused. */
export type Returned<T> = [T] extends [InvocationResult<infer Payload>]
  ? Payload
  : [T] extends [(...args: never[]) => unknown]
    ? never
    : [T] extends [PromiseLike<unknown>]
      ? 'await the invocation first, or use .resolves'
      : unknown

/** What Vitest types each asymmetric matcher as, so that one fits wherever a value is expected. */
type AsymmetricMatch = ReturnType<ExpectStatic['anything']>

/** The matchers for what `invoke` resolves with. Given anything else they fail, with `.not` too, and say what to write. */
export interface LambdaMatchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
  /**
   * The function answered, and its payload equals `expected` as `toEqual` compares; without `expected`, it answered.
   * The same as `toReturn`, under a name that linters do not take for the spy matcher.
   *
   * @example
   * expect(await invoke(orders, event)).toReturnPayload({ total: expect.any(Number) })
   */
  toReturnPayload: { (): R; (expected: Returned<T>): R }

  /**
   * The function failed: with this error type, a message that matches, or both. Errors cross Lambda as JSON, so classes
   * and error objects cannot be compared. A timeout is `'Sandbox.Timedout'`, a crash `'Runtime.ExitError'`.
   * `.not.toFailWith('X')` holds for every other end, so also for another error; `.not.toReturn()` for any failure.
   *
   * @example
   * expect(result).toFailWith('ValidationError')
   * expect(result).toFailWith(/no such order/)
   * expect(result).toFailWith({ errorType: 'ValidationError', errorMessage: expect.stringContaining('order') })
   */
  toFailWith: (expected: FailurePattern) => R

  /**
   * The function ran into its timeout.
   *
   * @example
   * expect(await invoke(slow)).toTimeOut()
   */
  toTimeOut: () => R

  /**
   * The environment was initialised for this invocation, so the code at module level ran anew. Fails for a lambda made
   * of a handler function, whose code was evaluated before: make it of a loader, `() => import('./orders.js')`.
   *
   * @example
   * expect(await invoke(orders)).toBeColdStart()
   */
  toBeColdStart: () => R

  /**
   * The invocation found the environment of an earlier one, with its module state, `/tmp` and leftover work.
   *
   * @example
   * expect(await invoke(orders)).toBeWarmStart()
   */
  toBeWarmStart: () => R

  /**
   * The function wrote a log line that contains the text, matches the pattern, or is JSON with these members (deep,
   * others may be there; also what was logged as `message` of a JSON line). START, END and REPORT do not count.
   *
   * @param level - as AWS writes it, `'INFO'`; without it any level will do, and lines without one.
   * @example
   * expect(result).toHaveLogged('order 1 accepted', 'INFO')
   * expect(result).toHaveLogged({ order: { id: 1 } })
   */
  toHaveLogged: (expected: LogPattern, level?: LoggedLevel) => R

  /**
   * The function wrote a metric in CloudWatch's Embedded Metric Format, as Powertools does.
   *
   * @param expected - `value` is one of the line's values (a list: all of them), `dimensions` one whole dimension set.
   * @example
   * expect(result).toHaveEmittedMetric('OrderAccepted', { value: 1, unit: 'Count', dimensions: { service: 'orders' } })
   */
  toHaveEmittedMetric: (name: string, expected?: ExpectedMetric) => R

  /**
   * The file was in `/tmp` when the invocation ended, and holds the text, a match of the pattern, or the bytes. Contents
   * over 256 KiB are not kept and cannot be compared.
   *
   * @param path - absolute: `'/tmp/report.csv'`.
   * @example
   * expect(result).toHaveTmpFile('/tmp/report.csv', /^id,total\n/)
   */
  toHaveTmpFile: (path: string, content?: TmpContent) => R

  /**
   * The function answered with an HTTP response (of a REST or HTTP API, a function URL or a load balancer) that has
   * what is given: the status code, headers by name in any case, and the body. An object as body is compared with what
   * the JSON body says; a base64 body is decoded first.
   *
   * @example
   * expect(result).toRespondWith({ statusCode: 200, headers: { 'content-type': /json/ }, body: { id: 1 } })
   */
  toRespondWith: (expected: ExpectedResponse) => R

  /**
   * The function answered with `{ batchItemFailures }` that name exactly these records of its batch, in any order; with
   * `[]`, none. Also with `.not` it fails where the function failed, for an answer that AWS cannot read and so treats as
   * failure of the whole batch, and behind a queue or stream without `functionResponseTypes`, where Lambda reads no report.
   *
   * @param ids - the `messageId` of each message of SQS, the `sequenceNumber` of each record of a stream.
   * @example
   * expect(await invoke(orders, event)).toReportBatchItemFailures([event.Records[1].messageId])
   */
  toReportBatchItemFailures: (ids: readonly string[]) => R

  /**
   * The invocation left work unfinished when it answered: any, of a kind, or with these parts. Lambda freezes it there. Also
   * with `.not` it fails where nobody looked (`leaks: 'off'`). It settles the leaks of this invocation for `failOnLeak`.
   *
   * @param expected - a kind (`'timer'`, `'promise'`, `'fetch'`, …), or `{ kind, what, at }`: `what` is the whole text, a
   * RegExp or an asymmetric matcher, `at` a place such as `'track.ts'`, `'src/track.ts:14'`, or a RegExp.
   * @example
   * expect(await invoke(orders)).not.toLeak()
   * expect(await invoke(orders)).toLeak({ kind: 'fetch', at: 'track.ts:14' })
   */
  toLeak: (...expected: LeakArguments) => R

  /**
   * Work that an earlier invocation had left behind went on before or in this one: any, of a kind, or with these parts,
   * `invocation` (the index of the earlier one) among them. Also with `.not` it fails where nobody looked. It settles the
   * leaks of this invocation, and of those whose work went on, for `failOnLeak`.
   *
   * @param expected - as for `toLeak`; a leak of the earlier record fits as it is.
   * @example
   * const first = await invoke(orders)
   * await orders.idle('1m')
   * expect(await invoke(orders)).toResume('timer')
   */
  toResume: (...expected: LeakArguments) => R

  /**
   * The invocation sent something on connections that an earlier one had opened: at least one, or exactly `count`. Also
   * with `.not` it fails where no socket was used at all, since nothing can be said of a mocked client.
   *
   * @example
   * expect(await invoke(orders)).toReuseConnections()
   */
  toReuseConnections: (count?: number) => R

  /**
   * The invocation opened connections, or the Init did that it was for: at least one, or exactly `count`. Attempts that
   * reached nobody do not count. Also with `.not` it fails where no socket was used at all.
   *
   * @example
   * await orders.idle('10m', { connections: 'reset' })
   * expect(await invoke(orders)).toOpenConnections(1)
   */
  toOpenConnections: (count?: number) => R

  /**
   * The function ran `times` times for an asynchronous event: its first attempt and its retries. Given a report of
   * `settled()`.
   *
   * @example
   * const [report] = await orders.settled()
   * expect(report).toHaveBeenAttempted(3)
   */
  toHaveBeenAttempted: (times: number) => R

  /**
   * When an asynchronous event had ended, Lambda sent something to the destination for its end, or to the dead-letter
   * queue. Given a report of `settled()`.
   *
   * @param record - what was sent, compared as `toEqual` does: the record of a destination (ASY-6), or the event itself
   * for `'deadLetter'` (ASY-8).
   * @example
   * expect(report).toReachDestination('onFailure', expect.objectContaining({ requestPayload: order }))
   */
  toReachDestination: (kind: DestinationKind, record?: unknown) => R

  /**
   * Warm environments treated every event as cold ones do: the same result, log lines and, where given, calls. Given
   * what `compareWarm` resolves with. Also with `.not` it fails where an event ends differently on cold environments
   * already.
   *
   * @example
   * expect(await orders.compareWarm([order, otherOrder])).toBehaveTheSameWarm()
   */
  toBehaveTheSameWarm: () => R
}

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends LambdaMatchers<R, T> {}

  // On Matchers, toReturn would clash with the spy matcher of that name (TS2320); here it widens it.
  interface Assertion<R extends void | Promise<void> = void, T = unknown> {
    /**
     * Of an invocation result: the function answered, and its payload equals `expected` as `toEqual` compares; without
     * `expected`, it answered. `.not.toReturn(x)` also wants an answer, another one. Of a spy: as `toHaveReturned`.
     *
     * @example
     * expect(await invoke(orders, event)).toReturn({ total: expect.any(Number) })
     */
    toReturn: { (): R; (expected: Returned<T>): R }
  }

  interface AsymmetricMatchersContaining {
    toReturn: (expected?: unknown) => AsymmetricMatch
  }
}
