// What is left of the code of an environment that has ended reaches nobody.

import { handler, withLambda } from 'vitest-lambda'
import { readdir, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('what a lost process goes on with writes nothing into the /tmp of the next one [RST-3]', async () => {
  const answer = Promise.withResolvers<void>()
  const lambda = withLambda(
    handler(async (event: { hang?: boolean }) => {
      if (event.hang !== true) return readdir('/tmp')
      await writeFile('/tmp/before', '')
      void answer.promise.then(() => writeFile('/tmp/after', ''))
      return new Promise<string[]>((resolve) => setTimeout(resolve, 60_000, []))
    }),
  )
  expect(await lambda.invoke({ hang: true })).toTimeOut()
  const next = await lambda.invoke({})
  answer.resolve()
  await aTurn()
  expect(next).toReturn(['before'])
  expect(await lambda.invoke({})).toReturn(['before'])
})
