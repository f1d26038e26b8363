import fs from 'node:fs'
import { handler, withLambda } from 'vitest-lambda'
import { expect, test } from 'vitest'

test('a logger that writes to the descriptor of stdout is in the record, as one that writes to the stream [LOG-15]', async () => {
  // As sonic-boom does it, the destination of pino: `pino(pino.destination(1))`.
  const log = (entry: object): number => fs.writeSync(1, `${JSON.stringify(entry)}\n`)
  const lambda = withLambda(
    handler(async (order: number) => void log({ level: 40, order })),
    { console: 'silent' },
  )

  const [first, second] = [await lambda.invoke(1), await lambda.invoke(2)]

  expect(first).toHaveLogged({ order: 1 }, 'WARN')
  expect(first).not.toHaveLogged({ order: 2 })
  expect(second).toHaveLogged({ order: 2 }, 'WARN')
})

test('a character that is cut in two by writes of bytes is one in the log', async () => {
  const bytes = Buffer.from('für\n')
  const lambda = withLambda(
    handler(async () => {
      fs.writeSync(2, bytes.subarray(0, 2))
      process.stderr.write(bytes.subarray(2))
    }),
    { console: 'silent' },
  )
  expect(await lambda.invoke()).toHaveLogged(/^für$/)
})

test('a line that is still being written when the function answers is a leak, by the name of its stream', async () => {
  const lambda = withLambda(
    handler(() => fs.write(1, 'too late\n', () => undefined)),
    { console: 'silent' },
  )
  expect(await lambda.invoke()).toLeak({ kind: 'file', what: 'stdout' })
})
