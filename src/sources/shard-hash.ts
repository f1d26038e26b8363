// Which shard of a stream a partition key belongs to, and which of the batches that are processed side by side.

import { createHash } from 'node:crypto'

/** One more than the largest hash key: MD5 has 128 bits. */
const HASH_KEYS = 1n << 128n

/**
 * The hash key of a partition key: its MD5 as a number.
 * https://docs.aws.amazon.com/streams/latest/dev/key-concepts.html#partition-key
 */
export function hashKeyOf(partitionKey: string): bigint {
  return BigInt(`0x${createHash('md5').update(partitionKey).digest('hex')}`)
}

/** The index of the shard that holds a hash key: the shards of a new stream share the hash keys evenly. */
export function shardOf(hashKey: bigint, shards: number): number {
  const size = HASH_KEYS / BigInt(shards)
  const index = Number(hashKey / size)
  // What is left over by the division belongs to the last one.
  return Math.min(index, shards - 1)
}

/** The index of the lane, of those that `parallelizationFactor` makes of a shard (STM-1): records of one key stay in one. */
export function laneOf(key: string, lanes: number): number {
  return Number(hashKeyOf(key) % BigInt(lanes))
}

/** `explicitHashKey` as text: a number from 0 to 2^128 - 1. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export function isHashKey(text: unknown): text is string {
  return typeof text === 'string' && /^(0|[1-9]\d{0,38})$/.test(text) && BigInt(text) < HASH_KEYS
}
