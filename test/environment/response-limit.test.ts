import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RESPONSE_LIMIT_BYTES, responseTooLarge } from '../../src/environment/response-limit.js'

describe('responseTooLarge()', () => {
  test('lets 6,291,556 bytes pass and refuses one more [ERR-14]', () => {
    expect(responseTooLarge('x'.repeat(RESPONSE_LIMIT_BYTES))).toBeUndefined()
    expect(responseTooLarge('x'.repeat(RESPONSE_LIMIT_BYTES + 1))).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size (6291557 bytes) exceeded maximum allowed payload size (6291556 bytes).',
    })
  })

  test.each([
    ['ü', 2],
    ['€', 3],
    ['😀', 4],
  ])('counts %s as %i bytes', (character, bytes) => {
    const most = Math.floor(RESPONSE_LIMIT_BYTES / bytes)
    expect(responseTooLarge(character.repeat(most))).toBeUndefined()
    expect(responseTooLarge(character.repeat(most + 1))?.errorMessage).toContain(`(${(most + 1) * bytes} bytes)`)
  })

  test('lets every response of a usual size pass', () => {
    fc.assert(fc.property(fc.json(), (payload) => responseTooLarge(payload) === undefined))
  })
})
