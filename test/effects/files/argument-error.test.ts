import fs from 'node:fs'
import { expect, test } from 'vitest'
import { argumentError } from '../../../src/effects/files/argument-error.js'

test.each([
  undefined,
  null,
  1,
  12n,
  true,
  Symbol('x'),
  {},
  [],
  new Map(),
  Object.create(null) as unknown,
  function named() {},
  () => {},
  new Date(),
])('the error for %o is the one that Node.js throws', (value) => {
  let real: unknown
  try {
    fs.writeFileSync('/no/such/directory/x', value as never)
  } catch (error) {
    real = error
  }
  const ours = argumentError('data', 'of type string or an instance of Buffer, TypedArray, or DataView', value)
  expect(ours).toMatchObject({ message: (real as Error).message, code: 'ERR_INVALID_ARG_TYPE' })
  expect(ours).toBeInstanceOf(TypeError)
})
