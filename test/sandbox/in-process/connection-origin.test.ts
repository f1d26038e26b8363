import { afterEach, expect, test, vi } from 'vitest'
import type { CallSite } from '../../../src/effects/clock/call-site.js'
import { connectionOrigin } from '../../../src/sandbox/in-process/connection-origin.js'

afterEach(() => vi.restoreAllMocks())

/** A stack whose frames run in one file and are shown by its source map in another; nearest first. */
function stack(...frames: readonly (readonly [file: string, source: string])[]): CallSite {
  vi.spyOn(Error, 'prepareStackTrace').mockImplementation((_error, sites) =>
    ['Error', ...sites.map(String)].join('\n    at '),
  )
  const sites = frames.map(([file, source]) => ({
    getFileName: () => file,
    isNative: () => false,
    isAsync: () => true,
    toString: () => `work (${source})`,
  }))
  return { frames: sites } as unknown as CallSite
}

const net = ['node:net', 'node:net:1:1'] as const
const handler = ['/app/dist/handler.js', '/app/src/handler.ts:7:20'] as const
const copied = (source: string): [string, string] => ['/app/dist/handler.js', `/app/node_modules/${source}`]

test('a package of its own opens a connection for the user’s line', () => {
  const driver = '/app/node_modules/pg/lib/client.js'
  expect(connectionOrigin(stack(net, [driver, `${driver}:1:1`], handler), '/app')).toEqual({
    at: 'src/handler.ts:7:20',
  })
})

test('in a bundle it is the package that the user’s line has called, and the bundle', () => {
  const site = stack(
    net,
    copied('@smithy/node-http-handler/index.js:1:1'),
    copied('@aws-sdk/core/index.js:1:1'),
    handler,
  )
  expect(connectionOrigin(site, '/app')).toEqual({
    at: 'src/handler.ts:7:20',
    bundled: { package: '@aws-sdk/core', file: 'dist/handler.js' },
  })
})

test('a bundle is told where no line of the user’s is known', () => {
  expect(connectionOrigin(stack(net, copied('pg/lib/client.js:1:1')), '/elsewhere')).toEqual({
    bundled: { package: 'pg', file: '/app/dist/handler.js' },
  })
})

test('nothing is known where no code of the project led', () => {
  expect(connectionOrigin(stack(net), '/app')).toEqual({})
})
