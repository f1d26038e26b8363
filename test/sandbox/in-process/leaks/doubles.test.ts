import { describe, expect, test } from 'vitest'
import { isDouble } from '../../../../src/sandbox/in-process/leaks/doubles.js'

describe('a test double', () => {
  const frame = (file: string, name = 'invoke'): boolean =>
    isDouble({ file, name, called: name, owner: 'package', awaiting: false, key: file, site: {} as NodeJS.CallSite })

  test.each([
    ['/app/node_modules/sinon/lib/stub.js', true],
    ['file:///app/node_modules/@vitest/spy/dist/index.js', true],
    ['C:\\app\\node_modules\\aws-sdk-client-mock\\index.js', true],
    ['/app/node_modules/pg/lib/client.js', false],
    ['/app/src/sinon.ts', false],
  ])('is recognised by its file: %s', (file, expected) => {
    expect(frame(file)).toBe(expected)
  })

  test('of Vitest is in a chunk of Vitest, which has other functions as well', () => {
    const chunk = '/app/node_modules/vitest/dist/chunks/index.js'
    expect([frame(chunk, 'Mock'), frame(chunk, 'runTest')]).toEqual([true, false])
    expect(frame('/app/node_modules/vitest/dist/chunks/spy.BO0hTE3G.js', 'save')).toBe(true)
  })
})
