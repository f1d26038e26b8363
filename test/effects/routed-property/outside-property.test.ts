import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { OutsideProperty } from '../../../src/effects/routed-property/outside-property.js'

type Target = Record<'key', unknown>

/** The kinds of property that there are, made anew. */
const KINDS: Record<string, () => Target> = {
  'a plain one': () => ({ key: 0 }),
  'a hidden one': () => Object.defineProperty({} as Target, 'key', { value: 0, writable: true, configurable: true }),
  'a read-only one': () => Object.defineProperty({} as Target, 'key', { value: 0, configurable: true }),
  'an inherited one': () => Object.create({ key: 'inherited' }) as Target,
  'a missing one': () => ({}) as Target,
  'an accessor': () => {
    let value: unknown = 0
    const accessor = { configurable: true, get: () => value, set: (next: unknown) => void (value = next) }
    return Object.defineProperty({} as Target, 'key', accessor)
  },
  'a getter': () => Object.defineProperty({} as Target, 'key', { configurable: true, get: () => 0 }),
  'a lazy one': () => {
    const settle = (value: unknown): unknown => {
      Object.defineProperty(target, 'key', { value, writable: true, enumerable: true, configurable: true })
      return value
    }
    const target = Object.defineProperty({} as Target, 'key', { configurable: true, get: () => settle(0), set: settle })
    return target
  },
}

function route(target: Target, shown?: { readonly value: unknown }): OutsideProperty {
  const outside = new OutsideProperty(target, 'key', shown)
  outside.install({ get: () => outside.read(), set: (value) => outside.write(value) })
  return outside
}

const programs = fc.array(fc.oneof(fc.constant('read' as const), fc.nat({ max: 3 })), { maxLength: 6 })

test.each(Object.entries(KINDS))(
  'from outside, %s reads and is assigned as if it were not routed, and is left as if it never had been',
  (_kind, make) => {
    fc.assert(
      fc.property(programs, (program) => {
        const [plain, routed] = [make(), make()]
        const outside = route(routed)
        for (const step of program) expect(perform(routed, step)).toEqual(perform(plain, step))
        outside.remove()
        expect(shape(routed)).toEqual(shape(plain))
        expect(routed.key).toEqual(plain.key)
      }),
    )
  },
)

test('something else may be shown in place of the value; it is not left behind', () => {
  const target: Target = { key: 'real' }
  const outside = route(target, { value: 'shown' })
  expect([target.key, outside.read()]).toEqual(['shown', 'shown'])
  target.key = 'other'
  target.key = 'shown'
  outside.remove()
  expect(target.key).toBe('real')
})

test('a property that was taken over by somebody is still read, from where it was before', () => {
  const target = KINDS['an accessor']?.() as Target
  const outside = route(target)
  Object.defineProperty(target, 'key', { value: 'theirs', configurable: true })
  expect([outside.read(), target.key]).toEqual([0, 'theirs'])
  outside.remove()
  expect(target.key).toBe('theirs')
})

function perform(target: Target, step: 'read' | number): unknown {
  try {
    return step === 'read' ? target.key : (target.key = step)
  } catch (error) {
    return (error as Error).name
  }
}

/** The descriptor, with functions by their presence only: each object has its own. */
function shape(target: Target): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(target, 'key')
  return descriptor && { ...descriptor, get: typeof descriptor.get, set: typeof descriptor.set }
}
