import { channel } from 'node:diagnostics_channel'
import { expect, test } from 'vitest'
import { listen } from '../../../src/effects/work/channels.js'

test('each listener receives what its channel publishes, until undone', () => {
  const received: unknown[] = []
  const undo = listen({
    'vitest-lambda:one': (message: { text: string }) => received.push(`one ${message.text}`),
    'vitest-lambda:two': (message: { text: string }) => received.push(`two ${message.text}`),
  })
  channel('vitest-lambda:two').publish({ text: 'a' })
  channel('vitest-lambda:one').publish({ text: 'b' })
  undo()
  undo()
  channel('vitest-lambda:one').publish({ text: 'c' })
  expect(received).toEqual(['two a', 'one b'])
  expect(channel('vitest-lambda:one').hasSubscribers).toBe(false)
})
