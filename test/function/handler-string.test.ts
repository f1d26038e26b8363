import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MalformedHandlerNameError, parseHandlerString, withoutExtension } from '../../src/function/handler-string.js'

describe('parseHandlerString', () => {
  test.each([
    ['index.handler', 'index', 'handler'],
    ['src/orders.handler', 'src/orders', 'handler'],
    ['src/nested/app.api.v1.get', 'src/nested/app', 'api.v1.get'],
    ['./src/app.handler', './src/app', 'handler'],
    ['/var/task/app.handler', '/var/task/app', 'handler'],
    ['src/v1.2/app.handler', 'src/v1.2/app', 'handler'],
    ['app.v2.handler', 'app', 'v2.handler'],
    ['index.', 'index', ''],
    ['src/app.handler/', 'src/app', 'handler'],
  ])('%s is split at the first dot of its last segment [RES-2]', (handler, moduleId, exportPath) => {
    expect(parseHandlerString(handler)).toEqual({ moduleId, exportPath })
  })

  test.each(['index', 'src/index', 'src/v1.2/index', ''])('%j without a dot is a bad handler [RES-3]', (handler) => {
    expect(() => parseHandlerString(handler)).toThrow(new MalformedHandlerNameError('Bad handler'))
  })

  test.each(['../index.handler', 'src/../index.handler', 'index..handler', '..'])(
    '%s with two dots is no handler name [RES-4]',
    (handler) => {
      expect(() => parseHandlerString(handler)).toThrow(
        new MalformedHandlerNameError(
          `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
        ),
      )
    },
  )

  test('fails with the error type that Lambda answers [RES-3, RES-4]', () => {
    for (const handler of ['index', '../index.handler']) {
      expect(() => parseHandlerString(handler)).toThrow(
        expect.objectContaining({ errorType: 'Runtime.MalformedHandlerName' }),
      )
    }
  })

  test('reads back every directory, file and export path that it is given [RES-2]', () => {
    const segment = fc.stringMatching(/^[a-z_$][\w-]{0,8}$/)
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 4 }),
        segment,
        fc.array(segment, { minLength: 1 }),
        (directories, file, path) => {
          const moduleId = [...directories, file].join('/')
          const exportPath = path.join('.')
          expect(parseHandlerString(`${moduleId}.${exportPath}`)).toEqual({ moduleId, exportPath })
        },
      ),
    )
  })
})

test.each([
  ['src/app.ts.handler', 'src/app.handler'],
  ['src/app.mjs.api.get', 'src/app.api.get'],
  ['src/app.tsx', 'src/app.handler'],
  ['src/app.handler', undefined],
  ['src/app.tsp.handler', undefined],
])('%s has the extension of a file, or has not: %s was meant', (handler, meant) => {
  expect(withoutExtension(parseHandlerString(handler))).toBe(meant)
})
