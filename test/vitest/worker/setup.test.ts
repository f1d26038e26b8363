import { handler, withLambda } from 'vitest-lambda'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { worker } from '../../../src/vitest/worker/worker.js'

const FILE = `/tmp/vitest-lambda-${process.pid}-late`

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}

// The last test of its file, for it ends it.
test('what is left of an environment after the test file neither fails the run nor reaches the machine', async () => {
  const heard = vi.fn()
  for (const event of ['uncaughtException', 'unhandledRejection', 'SIGTERM'] as const) {
    process.on(event, heard)
    onTestFinished(() => void process.off(event, heard))
  }
  onTestFinished(() => rmSync(FILE, { force: true }))
  const late = Promise.withResolvers<void>()
  const fail = (): never => {
    throw new Error('too late')
  }
  const lambda = withLambda(
    handler(async () => {
      void late.promise.then(fail)
      void late.promise.then(() => process.nextTick(fail))
      void late.promise.then(() => writeFileSync(FILE, ''))
      void late.promise.then(() => process.kill(process.pid, 'SIGTERM'))
    }),
  )
  await lambda.invoke()
  await lambda.recycle()

  await worker().endFile?.()
  late.resolve()
  await turns()

  expect(heard).not.toHaveBeenCalled()
  expect(existsSync(FILE)).toBe(false)
})
