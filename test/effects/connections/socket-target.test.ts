import { expect, test } from 'vitest'
import { socketTarget } from '../../../src/effects/connections/socket-target.js'

test.each<[string, unknown[], string]>([
  ['a port', [5432], 'localhost:5432'],
  ['a port as text', ['5432'], 'localhost:5432'],
  ['a port and a host', [5432, 'db.local', () => {}], 'db.local:5432'],
  ['options', [{ port: 5432, host: '127.0.0.1' }], '127.0.0.1:5432'],
  ['options without a host', [{ port: '5432' }], 'localhost:5432'],
  ['options with an empty host', [{ port: 5432, host: '' }], 'localhost:5432'],
  ['normalised arguments', [[{ port: 5432, host: '::1' }, null]], '[::1]:5432'],
])('of %s is host and port', (_name, args, text) => {
  expect(socketTarget(args)).toEqual({ text, isLocal: false })
})

test.each<[string, unknown[]]>([
  ['a path', ['/run/db.sock']],
  ['a pipe of Windows', [String.raw`\\.\pipe\db`]],
  ['options with a path', [{ path: '/run/db.sock', port: 5432 }]],
  ['normalised arguments', [[{ path: '/run/db.sock' }, null]]],
])('of %s is the path of a local socket', (_name, args) => {
  expect(socketTarget(args)).toEqual({ text: expect.stringMatching(/db(\.sock)?$/), isLocal: true })
})
