// A test that fails leaves nothing of its functions behind.

import { handler, invoke, type Lambda, LambdaDisposedError, withLambda } from 'vitest-lambda'
import { afterAll, describe, expect, test } from 'vitest'
import { httpServer } from './functions/server.js'

const counter = withLambda(() => import('./functions/lifecycle/counter.js'), { console: 'silent' })

describe('a test that fails', { shuffle: false }, () => {
  let kept: Lambda<{ url?: string }, unknown> | undefined
  let inFlight: Promise<unknown> | undefined
  let server: Awaited<ReturnType<typeof httpServer>> | undefined

  // Not before: an answer that breaks off would end the invocation first.
  afterAll(() => server?.close())

  // It has to fail: the test after it looks at what becomes of its environments.
  test.fails('ends its environments, and what is in flight in them, all the same', async () => {
    let asked = (): void => {}
    const question = new Promise<void>((resolve) => (asked = resolve))
    server = await httpServer(() => asked())
    kept = withLambda(
      handler(async ({ url }: { url?: string }) => url !== undefined && fetch(url)),
      { console: 'silent' },
    )
    inFlight = kept.invoke({ url: server.url })
    await question
    expect(await invoke(counter, {})).toReturn(2)
  })

  test('so that the next one finds none of it', async () => {
    await expect(inFlight).rejects.toBeInstanceOf(LambdaDisposedError)
    expect([...(kept?.environments ?? [])]).toEqual([])
    await expect(kept?.invoke({})).rejects.toBeInstanceOf(LambdaDisposedError)
    expect([...counter.environments]).toEqual([])
    expect(await invoke(counter, {})).toReturn(1)
  })
})
