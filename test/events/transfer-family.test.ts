// Tests of log-ins to servers of AWS Transfer Family.

import type { TransferFamilyAuthorizerHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { transferFamily } from '../../src/events/transfer-family.js'

test('the default log-in is one by a key: it has no password', () => {
  expect(transferFamily()).toMatchInlineSnapshot(`
    {
      "protocol": "SFTP",
      "serverId": "s-0123456789abcdef0",
      "sourceIp": "203.0.113.1",
      "username": "my-user",
    }
  `)
})

test('everything in the input is found in the event', () => {
  const input = { username: 'u', password: 'p', protocol: 'FTPS', serverId: 's-1', sourceIp: '192.0.2.1' } as const
  expect(transferFamily(input)).toEqual(input)
})

test('a protocol that there is not is refused', () => {
  expect(() => transferFamily({ protocol: 'HTTP' } as object)).toThrow(
    'events.transferFamily: protocol is "HTTP" (a string), where "SFTP", "FTP" or "FTPS" is expected.',
  )
})

test('a handler takes it', () => {
  expectTypeOf(transferFamily()).toExtend<Parameters<TransferFamilyAuthorizerHandler>[0]>()
})
