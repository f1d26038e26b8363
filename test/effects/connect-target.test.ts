import { expect, test } from 'vitest'
import { connectTarget, hostAndPort } from '../../src/effects/connect-target.js'

test.each<[string, unknown[], string]>([
  ['a port', [5432], 'localhost:5432'],
  ['a port as text', ['5432'], 'localhost:5432'],
  ['a port and a host', [5432, 'db.local', () => {}], 'db.local:5432'],
  ['options', [{ port: 5432, host: '127.0.0.1' }], '127.0.0.1:5432'],
  ['options without a host', [{ port: '5432' }], 'localhost:5432'],
  ['options with an empty host', [{ port: 5432, host: '' }], 'localhost:5432'],
  ['normalised arguments', [[{ port: 5432, host: '::1' }, null]], '[::1]:5432'],
])('of %s is host and port', (_name, args, text) => {
  expect(connectTarget(args)).toMatchObject({ text, isLocal: false })
})

test.each<[string, unknown[]]>([
  ['a path', ['/run/db.sock']],
  ['a pipe of Windows', [String.raw`\\.\pipe\db`]],
  ['options with a path', [{ path: '/run/db.sock', port: 5432 }]],
  ['normalised arguments', [[{ path: '/run/db.sock' }, null]]],
])('of %s is the path of a local socket', (_name, args) => {
  expect(connectTarget(args)).toMatchObject({ text: expect.stringMatching(/db(\.sock)?$/), isLocal: true })
})

test('what was given with it is there in one form: options and callback', () => {
  const connected = (): void => {}
  expect(connectTarget([5432, 'db.local', connected])).toMatchObject({
    options: { port: 5432, host: 'db.local' },
    callback: connected,
  })
  const options = { port: 5432, lookup: () => {} }
  expect(connectTarget([[options, connected]])).toMatchObject({ host: 'localhost', port: 5432, callback: connected })
  expect(connectTarget([options]).options).toBe(options)
})

test.each([
  ['127.0.0.1', 80, '127.0.0.1:80'],
  ['::1', '80', '[::1]:80'],
  ['db.test', undefined, 'db.test'],
])('%s and %s read %s', (host, port, text) => {
  expect(hostAndPort(host, port)).toBe(text)
})
