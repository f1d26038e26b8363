import { expect, test } from 'vitest'
import { ExitMarker, isExitMarker } from '../../../src/effects/exit/exit-marker.js'

test('a marker is told from every other error, and carries how the process ended', () => {
  const marker = new ExitMarker({ signal: 'SIGKILL' })
  expect([isExitMarker(marker), isExitMarker({ ...marker }), isExitMarker(undefined)]).toEqual([true, false, false])
  expect(marker.exit).toEqual({ signal: 'SIGKILL' })
})
