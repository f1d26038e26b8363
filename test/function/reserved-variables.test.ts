import { describe, expect, test } from 'vitest'
import { CREDENTIAL_VARIABLES, keysThatSet, RESERVED_VARIABLES } from '../../src/function/reserved-variables.js'

describe('reserved variables', () => {
  test('are the 21 that AWS refuses [ENV-2]', () => {
    expect(RESERVED_VARIABLES.size).toBe(21)
    expect([...RESERVED_VARIABLES]).toEqual(
      expect.arrayContaining(['AWS_REGION', '_HANDLER', 'AWS_LAMBDA_METADATA_TOKEN']),
    )
  })

  test.each(['LANG', 'PATH', 'LD_LIBRARY_PATH', 'NODE_PATH', 'TZ', 'NODE_OPTIONS', 'AWS_XRAY_CONTEXT_MISSING'])(
    'do not include %s, which may be set [ENV-6]',
    (name) => {
      expect(RESERVED_VARIABLES.has(name)).toBe(false)
    },
  )

  test('include the credentials', () => {
    for (const name of CREDENTIAL_VARIABLES) expect(RESERVED_VARIABLES.has(name)).toBe(true)
  })
})

describe('keysThatSet', () => {
  test('names each config key once', () => {
    expect(keysThatSet(['AWS_REGION', 'AWS_DEFAULT_REGION', '_HANDLER'])).toEqual(['region', 'handler'])
  })

  test('knows none for what nothing decides about, nor for names of Object itself', () => {
    expect(keysThatSet(['AWS_LAMBDA_RUNTIME_API', 'toString', '__proto__'])).toEqual([])
  })
})
