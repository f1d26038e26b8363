// What lives on from one invocation to the next.

import { counter } from './counter.mjs'

let count = 0
console.log('module evaluated')

export const counts = async () => ({ count: ++count, shared: counter.next() })
export const globals = async () => {
  globalThis.visits = (globalThis.visits ?? 0) + 1
  return globalThis.visits
}
export const dynamic = async () => {
  const { counter: again } = await import('./counter.mjs')
  return { same: again === counter, value: again.next() }
}
export const memo = async () => {
  memo.seen = (memo.seen ?? 0) + 1
  return memo.seen
}
export const random = async () => {
  const before = counts.id
  counts.id ??= Math.random()
  return { first: before === undefined }
}
