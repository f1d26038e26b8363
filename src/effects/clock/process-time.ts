// process.hrtime and process.uptime as code sees them: the environment's time inside one, those of before outside.

import type { Current } from '../effect.js'
import type { EnvironmentClock } from './environment-clock.js'

/** What hrtime shows when an environment begins: an arbitrary time in the past, as Node says, and never 0. */
const BEGINNING_NS = 3_600_000_000_000n
const NS_PER_SECOND = 1_000_000_000n
const NS_PER_MS = 1e6

/** The functions that the facades stand for, and the facades themselves. */
export interface ProcessTime {
  readonly hrtime: NodeJS.HRTime
  readonly uptime: () => number
}

export function createProcessTime(current: Current<EnvironmentClock>, process: ProcessTime): ProcessTime {
  const before = { hrtime: process.hrtime, uptime: process.uptime }
  function hrtime(time?: [number, number]): [number, number] {
    const clock = current()
    // Node itself refuses what is no pair, in its own words.
    if (clock === undefined || (time !== undefined && time?.length !== 2)) return before.hrtime(time)
    const total = nanoseconds(clock)
    const since = time === undefined ? total : total - BigInt(time[0]) * NS_PER_SECOND - BigInt(time[1])
    const seconds = floorDivide(since, NS_PER_SECOND)
    return [Number(seconds), Number(since - seconds * NS_PER_SECOND)]
  }
  function bigint(): bigint {
    const clock = current()
    return clock === undefined ? before.hrtime.bigint() : nanoseconds(clock)
  }
  function uptime(): number {
    const clock = current()
    return clock === undefined ? before.uptime() : (clock.readExact() - clock.startsAt) / 1000
  }
  return { hrtime: Object.assign(hrtime, { bigint }), uptime }
}

function nanoseconds(clock: EnvironmentClock): bigint {
  return BEGINNING_NS + BigInt(Math.round((clock.readExact() - clock.startsAt) * NS_PER_MS))
}

function floorDivide(value: bigint, by: bigint): bigint {
  return value >= 0n ? value / by : -((by - 1n - value) / by)
}
