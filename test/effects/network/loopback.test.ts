import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLoopback } from '../../../src/effects/network/loopback.js'

const HERE = `localhost LocalHost localhost. db.localhost a.b.localhost 127.0.0.1 127.255.255.255 0.0.0.0 ::1
  0:0:0:0:0:0:0:1 :: ::ffff:127.0.0.1 ::ffff:7f00:1 0:0:0:0:0:ffff:127.9.9.9 ::FFFF:127.0.0.1`

test.each(HERE.split(/\s+/))('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true)
})

const ELSEWHERE = `example.com localhost.example.com notlocalhost localhost.localdomain 127.0.0.1.nip.io 1270.0.0.1
  128.0.0.1 10.0.0.1 192.168.0.1 169.254.169.254 12.7.0.1 0.0.0.1 ::2 fe80::1 fe80::1%eth0 ::ffff:128.0.0.1
  ::ffff:10.0.0.1 2001:db8::7f00:1 ::7f00:1`

test.each(ELSEWHERE.split(/\s+/))('%s is elsewhere', (host) => {
  expect(isLoopback(host)).toBe(false)
})

test('an IPv4 address is this machine just when its first byte is 127, also when it is written as IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const expected = address.startsWith('127.') || address === '0.0.0.0'
      expect(isLoopback(address)).toBe(expected)
      expect(isLoopback(`::ffff:${address}`)).toBe(address.startsWith('127.'))
    }),
  )
})
