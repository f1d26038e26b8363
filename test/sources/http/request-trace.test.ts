import { describe, expect, test } from 'vitest'
import { requestTrace } from '../../../src/sources/http/request-trace.js'

const NEW = 'Root=1-69562d80-000000000000000000000001;Parent=0000000000000001;Sampled=0;Lineage=1:00000000:0'
const ROOT = '1-67891233-abcdef012345678912345678'

describe('the trace of a request [HTTP-7]', () => {
  test.for([
    [null, 'Root=1-69562d80-000000000000000000000001', NEW],
    ['', 'Root=1-69562d80-000000000000000000000001', NEW],
    [
      `Root=${ROOT}`,
      `Self=1-69562d80-000000000000000000000001;Root=${ROOT}`,
      `Root=${ROOT};Parent=0000000000000001;Sampled=0;Lineage=1:00000000:0`,
    ],
    [
      `Self=1-67891233-12456789abcdef012345678; Root=${ROOT}; CalledFrom=app`,
      `Self=1-69562d80-000000000000000000000001;Root=${ROOT};CalledFrom=app`,
      `Root=${ROOT};Parent=0000000000000001;Sampled=0;Lineage=1:00000000:0`,
    ],
    [
      `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`,
      `Self=1-69562d80-000000000000000000000001;Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`,
      `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:00000000:0`,
    ],
    ['CalledFrom=app', 'Root=1-69562d80-000000000000000000000001;CalledFrom=app', NEW],
    ['Root=mine', 'Self=1-69562d80-000000000000000000000001;Root=mine', NEW],
  ] as const)('that comes with %o', ([given, header, passedOn]) => {
    expect(requestTrace(given, NEW)).toEqual({ header, passedOn })
  })
})
