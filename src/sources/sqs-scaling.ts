// How many batches of a queue Lambda processes at once, and how long it waits when it is throttled (SQS-8, SQS-9).

const FIRST_BATCHES = 5
const MORE_PER_MINUTE = 300
const MOST_BATCHES = 1250
const MINUTE = 60_000

/**
 * Of a standard queue with messages waiting, after `elapsedMs` of polling.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export function batchesAtOnce(elapsedMs: number, maximumConcurrency: number = MOST_BATCHES): number {
  const grown = FIRST_BATCHES + MORE_PER_MINUTE * Math.floor(elapsedMs / MINUTE)
  return Math.min(grown, MOST_BATCHES, maximumConcurrency)
}

/** When they next become more, in ms of polling. */
export function nextGrowth(elapsedMs: number): number {
  return (Math.floor(elapsedMs / MINUTE) + 1) * MINUTE
}

/** Ours, since AWS says only that it backs off: 1 s after the first attempt, then twice as long each time, up to a minute. */
export function throttleDelay(attempt: number): number {
  return Math.min(1000 * 2 ** (attempt - 1), 60_000)
}
