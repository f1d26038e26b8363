import { getSystemErrorName } from 'node:util'
import { expect, test } from 'vitest'
import { connectionReset } from '../../../src/effects/connections/connection-error.js'

test('a reset connection fails as Node.js has it: message, code, errno and syscall of a read [FRZ-9]', () => {
  const error = connectionReset()
  expect({ ...error, message: error.message, name: error.name }).toEqual({
    name: 'Error',
    message: 'read ECONNRESET',
    code: 'ECONNRESET',
    syscall: 'read',
    errno: error.errno,
  })
  expect(getSystemErrorName(Number(error.errno))).toBe('ECONNRESET')
})

test('its stack has the event loop in it, and nothing of this package', () => {
  expect(connectionReset().stack).toMatch(/^Error: read ECONNRESET\n {4}at TCP\.onStreamRead \(node:internal\/[^)]*\)$/)
})
