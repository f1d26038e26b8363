// Date as code sees it: the environment's time inside one, the Date that was there before outside.

import type { Current } from '../effect.js'
import { hostTime } from '../host-time.js'
import type { EnvironmentClock } from './environment-clock.js'

const RealDate = hostTime.Date

/**
 * A Date constructor whose instances are real Dates: `instanceof` works both ways, and so do subclasses, structuredClone
 * and Intl. Local times follow the time zone of the process, which no environment can have for itself.
 */
export function createDateFacade(current: Current<EnvironmentClock>, Before: DateConstructor): DateConstructor {
  function facade(...args: unknown[]): unknown {
    const clock = current()
    if (clock === undefined) return new.target === undefined ? Before() : construct(Before, args, new.target)
    if (new.target === undefined) return new RealDate(clock.read()).toString()
    return args.length === 0 ? construct(RealDate, [clock.read()], new.target) : construct(RealDate, args, new.target)
  }
  /** The short ways are for speed: `Reflect.construct` costs as much again. */
  function construct(Base: DateConstructor, args: unknown[], target: Function): Date {
    if (target !== facade) return Reflect.construct(Base, args, target) as Date
    if (args.length === 0) return new Base()
    return args.length === 1 ? new Base(args[0] as number) : (Reflect.construct(Base, args) as Date)
  }
  function now(): number {
    const clock = current()
    return clock === undefined ? Before.now() : clock.read()
  }
  Object.defineProperties(facade, Object.getOwnPropertyDescriptors(Before) as unknown as PropertyDescriptorMap)
  Object.defineProperty(facade, 'now', { value: now })
  return facade as unknown as DateConstructor
}
