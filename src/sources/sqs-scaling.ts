// How many batches of a queue Lambda processes at once, and how long it waits when it is throttled (SQS-8, SQS-9).

const FIRST_BATCHES = 5
const MORE_PER_MINUTE = 300
const MOST_BATCHES = 1250

/**
 * Of a standard queue with messages waiting, after `elapsedMs` of polling.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export function batchesAtOnce(elapsedMs: number, maximumConcurrency: number = MOST_BATCHES): number {
  const grown = FIRST_BATCHES + MORE_PER_MINUTE * Math.floor(elapsedMs / 60_000)
  return Math.min(grown, MOST_BATCHES, maximumConcurrency)
}

/** Ours, since AWS says only that it backs off: 1 s, 2 s, 4 s, … up to a minute. */
export function* throttleDelays(): Generator<number, never> {
  for (let delay = 1000; ; delay = Math.min(delay * 2, 60_000)) yield delay
}
