// When a service hands an event over to Lambda again, after Lambda could not take it (EV-2, EV-5): pure arithmetic.

/** A first try, further ones after `waits`, and then one every `thenEveryMs`, until the tries or the time are spent. */
export interface DeliveryPolicy {
  readonly waits: readonly number[]
  readonly thenEveryMs: number
  /** The first one included. */
  readonly maximumTries: number
  readonly maximumAgeMs: number
}

/** The next try and its number; or when the service gives up, at its last try or once the event is too old. */
export interface NextTry {
  readonly at: number
  readonly tries: number
  readonly gaveUp: boolean
}

/** Ten waits from one second to twenty; how they grow is not documented, and steadily is what is assumed here. */
const SNS_BACK_OFF = Array.from({ length: 10 }, (_, index) => Math.round(1000 * 20 ** (index / 9)))

/**
 * What SNS does for Lambda, without the jitter: 3 tries at once, 2 a second apart, 10 that are further and further
 * apart, and 100,000 every 20 seconds; 100,015 within 23 days (EV-2).
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const SNS_POLICY: DeliveryPolicy = {
  waits: [0, 0, 1000, 1000, ...SNS_BACK_OFF],
  thenEveryMs: 20_000,
  maximumTries: 100_015,
  maximumAgeMs: Infinity,
}

/** AWS says "exponential back off" and no figures: from one second, doubled, up to what makes 185 retries last for a day. */
const DOUBLING = Array.from({ length: 9 }, (_, index) => 1000 * 2 ** index)

/**
 * What EventBridge does for the target of a rule, without the jitter (EV-5).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export function eventBridgePolicy(maximumRetryAttempts: number, maximumEventAgeInSeconds: number): DeliveryPolicy {
  return {
    waits: DOUBLING,
    thenEveryMs: 512_000,
    maximumTries: 1 + maximumRetryAttempts,
    maximumAgeMs: maximumEventAgeInSeconds * 1000,
  }
}

/**
 * The first try at or after `from` of an event that was first tried at `startedAt`: when it is certain that all before
 * `from` fail, nobody needs to make them.
 */
export function nextTry(policy: DeliveryPolicy, startedAt: number, from: number): NextTry {
  const { maximumTries, maximumAgeMs } = policy
  const wanted = firstTryAfter(policy, from - startedAt)
  const last = Math.min(maximumTries, firstTryAfter(policy, maximumAgeMs + 1) - 1)
  if (wanted <= last) return { at: startedAt + elapsedAt(policy, wanted), tries: wanted, gaveUp: false }
  const gaveUpAfterMs = last === maximumTries ? elapsedAt(policy, last) : maximumAgeMs
  return { at: startedAt + gaveUpAfterMs, tries: last, gaveUp: true }
}

/** How long after the first try the one with that number is made. */
function elapsedAt({ waits, thenEveryMs }: DeliveryPolicy, tries: number): number {
  const early = waits.slice(0, tries - 1).reduce((sum, wait) => sum + wait, 0)
  return early + Math.max(0, tries - 1 - waits.length) * thenEveryMs
}

/** The number of the first try at least `elapsedMs` after the very first. */
function firstTryAfter(policy: DeliveryPolicy, elapsedMs: number): number {
  const early = policy.waits.length + 1
  for (let tries = 1; tries <= early; tries++) if (elapsedAt(policy, tries) >= elapsedMs) return tries
  return early + Math.ceil((elapsedMs - elapsedAt(policy, early)) / policy.thenEveryMs)
}
