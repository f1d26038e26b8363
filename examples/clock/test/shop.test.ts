import { advance, invoke, withLambda } from 'vitest-lambda'
import { afterEach, expect, test, vi } from 'vitest'

const shop = withLambda(() => import('../src/shop.js'))
const reminder = withLambda(() => import('../src/reminder.js'), { timeout: 900 })

afterEach(() => {
  vi.useRealTimers()
})

// #region clock
test('the shop closes at five', async () => {
  vi.setSystemTime('2026-03-02T16:50:00Z') // the time at which this test, and everything in it, begins
  expect(await invoke(shop)).toReturn({ open: true })

  await shop.idle('10m')
  expect(await invoke(shop)).toReturn({ open: false })
})

test('a wait of fourteen minutes takes no time, and moves the clock of all functions', async () => {
  vi.setSystemTime('2026-03-02T16:50:00Z')

  expect(await invoke(reminder, { minutes: 14 })).toReturn({ now: '2026-03-02T17:04:00.000Z' })
  expect(await invoke(shop)).toReturn({ open: false })
})
// #endregion clock

test('time can pass before anything has been invoked', async () => {
  vi.setSystemTime('2026-03-02T16:50:00Z')
  advance('1h')

  expect(await invoke(shop)).toReturn({ open: false })
})
