import { expect, onTestFinished, test } from 'vitest'
import { watchPrototypes } from '../../../src/effects/globals/prototype-additions.js'

function add(prototype: object, key: PropertyKey): void {
  Object.defineProperty(prototype, key, { value: () => undefined, configurable: true, enumerable: false })
  onTestFinished(() => void Reflect.deleteProperty(prototype, key))
}

test('prototypes that nobody touched have no additions', () => {
  expect(watchPrototypes()()).toEqual([])
})

test('additions since the beginning are named, strings and symbols', () => {
  add(Array.prototype, 'vlEarlier')
  const additions = watchPrototypes()
  add(Array.prototype, 'vlLast')
  add(Promise.prototype, 'vlDone')
  add(String.prototype, Symbol.for('vlTrim'))
  add(Object.prototype, 'vlAny')
  expect(additions()).toEqual([
    'Object.prototype.vlAny',
    'Array.prototype.vlLast',
    'String.prototype[Symbol(vlTrim)]',
    'Promise.prototype.vlDone',
  ])
})
