// Uses in a thread what belongs to the test.

import { expect, vi } from 'vitest'

export const handler = ({ what }: { what: string }): unknown => {
  if (what === 'fn') return vi.fn(() => 'spied')()
  if (what === 'expect') return expect(1)
  return Reflect.get(vi, what)
}
