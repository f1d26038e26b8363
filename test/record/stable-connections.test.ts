import { expect, test } from 'vitest'
import { stableConnections } from '../../src/record/stable-connections.js'

test('ports of this machine and positions are left out, everything else stays', () => {
  const local = { target: '127.0.0.1:49152', at: 'src/db.ts:12:20', invocation: 1 }
  const remote = { target: 'db.example.com:443', at: 'src/track.ts:14:9', invocation: 1 }
  const opened = [local, { target: 'localhost:8080' }, { target: '[::1]:8080' }]
  const reused = [{ target: 'db.example.com:5432' }, { target: '/run/cache.sock' }]
  expect(stableConnections({ opened, reused, stale: [local], blocked: [remote] })).toEqual({
    opened: [
      { target: '127.0.0.1:<port>', at: 'src/db.ts', invocation: 1 },
      { target: 'localhost:<port>' },
      { target: '[::1]:<port>' },
    ],
    reused,
    stale: [{ target: '127.0.0.1:<port>', at: 'src/db.ts', invocation: 1 }],
    blocked: [{ target: 'db.example.com:443', at: 'src/track.ts', invocation: 1 }],
  })
})

test('a record without connections has nothing of them', () => {
  expect(stableConnections({ opened: [], reused: [], stale: [], blocked: [] })).toBeUndefined()
})
