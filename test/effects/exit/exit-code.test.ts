import process from 'node:process'
import * as fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { type ExitCodeOwner, ExitCodes } from '../../../src/effects/exit/exit-code.js'

function keepOwnExitCode(): void {
  const before = process.exitCode
  onTestFinished(() => void (process.exitCode = before))
}

test('process.exitCode is the environment’s while its code runs, and the test’s at all other times', () => {
  keepOwnExitCode()
  const codes = new ExitCodes()
  const [a, b]: ExitCodeOwner[] = [{ exitCode: undefined }, { exitCode: undefined }] as const
  process.exitCode = 1
  const run = (owner: ExitCodeOwner, assigned?: number): unknown => {
    codes.enter(owner)
    const seen = process.exitCode
    if (assigned !== undefined) process.exitCode = assigned
    codes.leave(owner)
    return seen
  }
  expect([run(a as ExitCodeOwner, 3), process.exitCode, run(b as ExitCodeOwner), run(a as ExitCodeOwner)]).toEqual([
    1, 1, 1, 3,
  ])
  expect([a, b]).toEqual([{ exitCode: 3 }, { exitCode: undefined }])
})

test('leaving without having entered changes nothing', () => {
  keepOwnExitCode()
  process.exitCode = 2
  const owner: ExitCodeOwner = { exitCode: 5 }
  new ExitCodes().leave(owner)
  expect([process.exitCode, owner.exitCode]).toEqual([2, 5])
})

test('however environments overlap and whatever they assign, the test process keeps its own exit code', () => {
  keepOwnExitCode()
  const steps = fc.array(
    fc.tuple(fc.constantFrom('enter', 'leave', 'assign'), fc.nat({ max: 3 }), fc.nat({ max: 255 })),
  )
  fc.assert(
    fc.property(steps, fc.constantFrom(undefined, 0, 1), (program, own) => {
      process.exitCode = own
      const codes = new ExitCodes()
      const owners: ExitCodeOwner[] = Array.from({ length: 4 }, () => ({ exitCode: undefined }))
      const entered = new Set<ExitCodeOwner>()
      for (const [step, index, code] of program) {
        const owner = owners[index] as ExitCodeOwner
        if (step === 'enter') entered.add(owner)
        if (step === 'leave') entered.delete(owner)
        if (step === 'assign') {
          if (entered.size > 0) process.exitCode = code
        } else {
          codes[step as 'enter' | 'leave'](owner)
        }
      }
      for (const owner of owners) codes.leave(owner)
      expect(process.exitCode).toBe(own)
    }),
  )
})
