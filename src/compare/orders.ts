// In which orders the warm environments get the events.

import { createHash } from 'node:crypto'
import type { Outcome } from '../record/record.js'
import type { WarmOrder } from './report.js'

/** The ways to fail of which every event is also tried right after. */
const FAILURES: readonly Exclude<Outcome, 'response'>[] = ['error', 'timeout', 'exit']

/**
 * The orders for events that ended in `outcomes` on cold environments. The given and the shuffled one go round twice, so
 * that an event is also met by an environment that has seen it before. For each way to fail that occurs there is one more,
 * in which each event comes right after the first that fails in this way, and that one comes after itself last.
 */
export function planOrders(outcomes: readonly Outcome[], seed: number): WarmOrder[] {
  const given = outcomes.map((_, index) => index)
  const orders: WarmOrder[] = [{ name: 'given', events: [...given, ...given] }]
  if (given.length > 1) {
    const shuffled = shuffle(given, seed)
    orders.push({ name: 'shuffled', events: [...shuffled, ...shuffled] })
  }
  for (const failure of FAILURES) {
    const failing = outcomes.indexOf(failure)
    if (failing === -1) continue
    const others = given.filter((event) => event !== failing)
    orders.push({ name: `after ${failure}`, events: [...others, failing].flatMap((event) => [failing, event]) })
  }
  return orders
}

/** Another order than the given one: the same for the same seed. */
function shuffle(given: readonly number[], seed: number): number[] {
  const rank = (event: number): string => createHash('sha256').update(`${seed}/${event}`).digest('hex')
  const shuffled = given.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  if (shuffled.some((event, index) => event !== given[index])) return shuffled
  return [...given.slice(1), ...given.slice(0, 1)]
}
