import { assert, bigInt, integer, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { hashKeyOf, isHashKey, laneOf, shardOf } from '../../src/sources/shard-hash.js'

const last = (1n << 128n) - 1n

test('the hash key of a partition key is its MD5 as a number [STM-1]', () => {
  expect(hashKeyOf('')).toBe(0xd41d8cd98f00b204e9800998ecf8427en)
})

test('shards share the hash keys evenly and in order, without a gap [STM-1]', () => {
  expect([0n, last / 2n, last / 2n + 1n, last].map((key) => shardOf(key, 2))).toEqual([0, 0, 1, 1])
  assert(
    property(bigInt(0n, last), bigInt(0n, last), integer({ min: 1, max: 1000 }), (a, b, shards) => {
      const [one, two] = [shardOf(a, shards), shardOf(b, shards)]
      expect(one).toBeGreaterThanOrEqual(0)
      expect(one).toBeLessThan(shards)
      expect(a <= b ? one <= two : two <= one).toBe(true)
    }),
  )
})

test('a key has one lane, of those that there are [STM-1]', () => {
  assert(
    property(string(), integer({ min: 1, max: 10 }), (key, lanes) => {
      expect(laneOf(key, lanes)).toBe(laneOf(key, lanes))
      expect(laneOf(key, lanes)).toBeLessThan(lanes)
    }),
  )
})

test('a hash key is the text of a whole number of 128 bits', () => {
  expect(['0', '17', String(last)].map(isHashKey)).toEqual([true, true, true])
  expect([String(last + 1n), '-1', '01', '1.5', '', 17].map(isHashKey)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})
