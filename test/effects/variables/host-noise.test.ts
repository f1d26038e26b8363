import { expect, test } from 'vitest'
import { isHostNoise } from '../../../src/effects/variables/host-noise.js'

test.each([
  'VITEST',
  'VITEST_POOL_ID',
  'VITE_USER_NODE_ENV',
  'NODE_ENV',
  'NODE_DEBUG',
  'FORCE_COLOR',
  'CI',
  'HOME',
  'npm_lifecycle_event',
])('a function that reads %s missed nothing: tools look for it in passing', (name) => {
  expect(isHostNoise(name)).toBe(true)
})

test.each(['TABLE_NAME', 'AWS_PROFILE', 'DATABASE_URL', 'NODE_CONFIG_ENV', 'HOMEPAGE', 'DEBUG_LEVEL', 'vitest'])(
  'a function that reads %s may well have missed something',
  (name) => {
    expect(isHostNoise(name)).toBe(false)
  },
)
