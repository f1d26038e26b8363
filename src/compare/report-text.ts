// Tells in words what a comparison of cold with warm environments found, for the failure message.

import type { NotDeterministic, WarmDifference, WarmOrder, WarmReport } from './report.js'

const SHOWN_NAMES = 6

/** `'orders' … the result of events[1] is another one`, with both timelines; to be followed by the values' own diff. */
export function differenceText(report: WarmReport, first: WarmDifference): string {
  return [
    `expected '${report.functionName}' to behave the same on a warm environment as on a cold one, but ${whatDiffers(first)}`,
    `${whereIn(report, first)}.${repeat(report, first)}`,
    advice(first),
    ...others(report.differences.filter((difference) => difference !== first)),
    ...leftOut(report.notDeterministic),
    '',
    `Cold: ${first.timelines.cold}`,
    '',
    `Warm: ${first.timelines.warm}`,
  ].join('\n')
}

/** For `.not`, where no difference was found. */
export function sameText({ functionName, events, compared, orders, seed, notDeterministic }: WarmReport): string {
  const names = orders.map(({ name }) => name).join(', ')
  return [
    `expected '${functionName}' to behave differently on a warm environment, but ${counted(events, 'event')} gave the same ${compared.join(' and ')}`,
    `Orders that were tried: ${names}, with seed ${seed}.`,
    ...leftOut(notDeterministic),
  ].join('\n')
}

/** Where an event ends differently on cold environments already, nothing can be said of warm ones. */
export function undecidedText({ functionName }: WarmReport, { event }: NotDeterministic): string {
  return [
    `'${functionName}' cannot be compared: events[${event}] does not end in the same way on each cold environment`,
    'What surrounds the function is another one then, such as a mock that answers once or a database that remembers.',
    'Put it back before each invocation: compareWarm(events, { beforeEach: () => { … } }).',
  ].join('\n')
}

function whatDiffers({ event, kind }: WarmDifference): string {
  switch (kind) {
    case 'result':
      return `the result of events[${event}] is another one`
    case 'logs':
      return `events[${event}] logs something else`
    case 'calls':
      return `events[${event}] makes other calls`
  }
}

/** Which events the environment had seen before. */
function whereIn({ orders }: WarmReport, { order, position }: WarmDifference): string {
  const { events = [] }: Partial<WarmOrder> = orders.find(({ name }) => name === order) ?? {}
  const before = events.slice(0, position).map((event) => `events[${event}]`)
  const dots = before.length > SHOWN_NAMES ? '…, ' : ''
  return `The warm environment had seen ${dots}${before.slice(-SHOWN_NAMES).join(', ')} before, in the order '${order}'`
}

function repeat({ seed }: WarmReport, { order }: WarmDifference): string {
  return order === 'shuffled' ? ` withLambda(…, { seed: ${seed} }) repeats that order.` : ` The seed was ${seed}.`
}

function advice({ kind }: WarmDifference): string {
  const state = 'What an invocation leaves in module scope, on globalThis or in /tmp is still there in the next one.'
  const narrower = kind === 'logs' ? `compare: ['result']` : `compare: ['result', 'logs']`
  return kind === 'result' ? state : `${state} If that is meant, as for a cache: compareWarm(events, { ${narrower} }).`
}

function others(differences: readonly WarmDifference[]): string[] {
  if (differences.length === 0) return []
  const names = differences.map(({ event, kind, order }) => `${kind} of events[${event}] (${order})`)
  return [`${counted(differences.length, 'more difference')}: ${listed(names)}`]
}

function leftOut(parts: readonly NotDeterministic[]): string[] {
  if (parts.length === 0) return []
  const names = parts.map(({ event, path }) => `${path} of events[${event}]`)
  return [`Left out, because cold environments differ in it already: ${listed(names)}`]
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES
  return names.slice(0, SHOWN_NAMES).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}
