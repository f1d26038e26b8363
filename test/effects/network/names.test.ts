import { AsyncLocalStorage } from 'node:async_hooks'
import dns, { lookup as namedLookup } from 'node:dns'
import dnsPromises, { lookup as promisedLookup } from 'node:dns/promises'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { createNetwork, networkEffect, type NetworkState } from '../../../src/effects/network.js'

const inside = new AsyncLocalStorage<NetworkState>()

function insideAnEnvironment<Result>(run: () => Result): Result {
  onTestFinished(networkEffect.install(() => inside.getStore()))
  return inside.run(createNetwork({ mode: 'loopback' }), run)
}

const name = 'orders.example.com'

test.each<[string, () => Promise<unknown>, string]>([
  ['dns.lookup', () => promisify(dns.lookup)(name), 'getaddrinfo'],
  ['dns.lookup with options', () => promisify(dns.lookup)(name, { all: true }), 'getaddrinfo'],
  ['a named import', () => promisify(namedLookup)(name), 'getaddrinfo'],
  ['dns.promises.lookup', () => dns.promises.lookup(name), 'getaddrinfo'],
  ['an import from dns/promises', () => promisedLookup(name), 'getaddrinfo'],
  ['dns.resolve', () => promisify(dns.resolve)(name), 'queryA'],
  ['dns.resolve of a type', () => dnsPromises.resolve(name, 'MX'), 'queryMx'],
  ['dns.resolve4', () => promisify(dns.resolve4)(name), 'queryA'],
  ['dns.promises.resolve6', () => dns.promises.resolve6(name), 'queryAaaa'],
  ['dns.resolveTxt', () => promisify(dns.resolveTxt)(name), 'queryTxt'],
  ['a resolver', () => promisify(new dns.Resolver().resolveSrv.bind(new dns.Resolver()))(name), 'querySrv'],
  ['a resolver of promises', () => new dns.promises.Resolver().resolveNs(name), 'queryNs'],
])('%s of a name elsewhere is refused', async (_name, query, syscall) => {
  const refusal = insideAnEnvironment(query)
  await expect(refusal).rejects.toMatchObject({ code: 'ENOTFOUND', syscall, hostname: name })
})

test.each<[string, () => Promise<unknown>, string]>([
  ['reverse', () => dnsPromises.reverse('192.0.2.1'), 'getHostByAddr'],
  ['lookupService', () => dnsPromises.lookupService('192.0.2.1', 80), 'getnameinfo'],
])('%s of an address elsewhere is refused', async (_name, query, syscall) => {
  const refusal = insideAnEnvironment(query)
  await expect(refusal).rejects.toMatchObject({ code: 'ENOTFOUND', syscall })
})

test('names and addresses of this machine, and addresses that need no server, are looked up', async () => {
  const found = await insideAnEnvironment(() =>
    Promise.all([
      dns.promises.lookup('localhost', { family: 4 }),
      dns.promises.lookup('127.0.0.1'),
      dns.promises.lookup('192.0.2.1'),
      promisify(dns.lookup)('::1'),
    ]),
  )
  expect(found.map(({ address }) => address)).toEqual(['127.0.0.1', '127.0.0.1', '192.0.2.1', '::1'])
})

test("a call without a callback or a name is Node's own error", () => {
  const misuse = [() => (dns.lookup as Function)(name), () => (dns.resolve4 as Function)(5, () => undefined)]
  const errors = insideAnEnvironment(() => misuse.map(codeOf))
  expect(errors).toEqual(['ERR_INVALID_ARG_TYPE', 'ERR_INVALID_ARG_TYPE'])
})

test('the undo puts the queries back, for named imports as well', () => {
  const before = [dns.lookup, namedLookup, promisedLookup, dns.resolve4]
  const undo = networkEffect.install(() => inside.getStore())
  expect([dns.lookup, namedLookup, promisedLookup, dns.resolve4]).not.toEqual(before)
  undo()
  expect([dns.lookup, namedLookup, promisedLookup, dns.resolve4]).toEqual(before)
})

test('a refusal comes later, as an answer would', async () => {
  const order: string[] = []
  await insideAnEnvironment(
    () =>
      new Promise<void>((resolve) => {
        dns.lookup(name, () => {
          order.push('refused')
          resolve()
        })
        order.push('asked')
      }),
  )
  expect(order).toEqual(['asked', 'refused'])
})

function codeOf(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return (error as { code?: string }).code
  }
}
