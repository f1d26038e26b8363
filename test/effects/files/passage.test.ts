import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { type Call, like, replace } from '../../../src/effects/files/passage.js'

/** An object whose function answers with its own name and what it was given. */
function module(): { greet: Call } {
  return { greet: (...args) => `original ${args.join()}` }
}
function naming(name: string): Parameters<typeof replace>[2] {
  return (passage) =>
    (...args) =>
      `${name} of ${String(passage.call(...args))}`
}

describe('a replaced function', () => {
  test('passes on to what was there, and is put back exactly', () => {
    const target = module()
    const before = Object.getOwnPropertyDescriptors(target)
    const undo = replace(target, 'greet', naming('first'))
    expect(target.greet('x')).toBe('first of original x')
    undo()
    undo()
    expect(Object.getOwnPropertyDescriptors(target)).toEqual(before)
  })

  test('that was captured passes on to the original after the undo', () => {
    const target = module()
    const undo = replace(target, 'greet', naming('first'))
    const captured = target.greet
    undo()
    expect(captured('x')).toBe('first of original x')
  })

  test('that was captured passes on to the facade of a later installation, and to no stranger', () => {
    const target = module()
    const undo = replace(target, 'greet', naming('first'))
    const captured = target.greet
    undo()
    const undoSecond = replace(target, 'greet', naming('second'))
    expect(captured('x')).toBe('first of second of original x')
    undoSecond()
    target.greet = (...args) => captured(...args)
    expect(target.greet('x')).toBe('first of original x')
  })

  test('stays with a spy that was put over it', () => {
    const target = module()
    const undo = replace(target, 'greet', naming('first'))
    const ours = target.greet
    target.greet = (...args) => `spy of ${String(ours(...args))}`
    undo()
    expect(target.greet('x')).toBe('spy of first of original x')
  })

  test('is none where there is no function: versions of Node.js differ', () => {
    const target: Record<string, unknown> = { constant: 1 }
    replace(target, 'constant', naming('first'))()
    const undo = replace(target, 'missing', naming('first'))
    expect(target).toEqual({ constant: 1 })
    undo()
  })
})

test('a facade is like its original: name, length and symbols, without its promisified form', () => {
  const tag = Symbol('tag')
  const original: Call = Object.assign((_a: unknown, _b: unknown) => 1, { [tag]: 1, [promisify.custom]: 2 })
  const facade = like(original, (...args) => args)
  expect([facade.name, facade.length, Reflect.ownKeys(facade).includes(tag)]).toEqual([original.name, 2, true])
  expect(Reflect.ownKeys(facade)).not.toContain(promisify.custom)
})
