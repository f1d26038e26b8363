import { expect, onTestFinished, test } from 'vitest'
import { type CreationWatch, isNodeLoadingModule, watchCreation } from '../../../src/effects/globals/creation.js'

const world = globalThis as unknown as Record<PropertyKey, unknown>

function watch(over: Partial<CreationWatch> = {}): { creating: unknown[]; created: unknown[] } {
  const heard: { creating: unknown[]; created: unknown[] } = { creating: [], created: [] }
  const undo = watchCreation({
    creating: (key, value) => {
      heard.creating.push([key, value])
      return false
    },
    created: (key) => void heard.created.push([key, Object.hasOwn(world, key)]),
    ...over,
  })
  onTestFinished(undo)
  return heard
}

test('a global is announced before and after it is created by assignment, and only then', () => {
  onTestFinished(() => void delete world['vlFirst'])
  const heard = watch()
  world['vlFirst'] = 1
  world['vlFirst'] = 2
  expect(heard).toEqual({ creating: [['vlFirst', 1]], created: [['vlFirst', true]] })
})

test('reading, asking for and deleting a missing global is nobody’s business', () => {
  const heard = watch()
  expect([world['vlMissing'], 'vlMissing' in world, delete world['vlMissing']]).toEqual([undefined, false, true])
  expect(typeof Reflect.get(world, 'toString')).toBe('function')
  expect(heard).toEqual({ creating: [], created: [] })
})

test('a creation that was dealt with does not happen', () => {
  watch({ creating: () => true })
  world['vlPrevented'] = 1
  expect('vlPrevented' in world).toBe(false)
})

test('assigning to an object that inherits from globalThis creates no global', () => {
  const heard = watch()
  const child = Object.create(globalThis) as Record<string, unknown>
  child['vlChild'] = 1
  expect([Object.hasOwn(child, 'vlChild'), 'vlChild' in world, heard.creating]).toEqual([true, false, []])
})

test('watches may lie over each other and are taken away in any order', () => {
  const before = Object.getPrototypeOf(globalThis) as unknown
  const first = watchCreation({ creating: () => false, created: () => undefined })
  const second = watchCreation({ creating: () => false, created: () => undefined })
  second()
  first()
  first()
  expect(Object.getPrototypeOf(globalThis)).toBe(before)
})

test('the modules that Vite runs are not loaded by Node.js', () => {
  expect(isNodeLoadingModule()).toBe(false)
})
