// Spies over cold starts: on exports of a local module, on its classes and objects, on globals, and on SDK clients.

import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { withLambda } from 'vitest-lambda'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as exports from './functions/cold-start/parts/exports.js'
import { s3 } from './functions/cold-start/parts/s3.js'
import { Service } from './functions/cold-start/parts/service.js'

const lambda = withLambda(() => import('./functions/cold-start/spied-on.js'))

const real = {
  add: 1,
  limit: 10,
  api: 'how 2',
  connected: true,
  made: 1,
  read: 1,
  size: 1,
  service: 'id loaded 1 by 1',
  frozen: 'frozen',
  byDefault: 'default 3',
}

afterEach(() => {
  vi.restoreAllMocks()
})

const invoked = async (): Promise<unknown> => {
  await lambda.recycle()
  return (await lambda.invoke()).payload
}

test('without spies a module that the test imported too is as it is', async () => {
  expect([await invoked(), await invoked()]).toEqual([real, real])
})

describe('vi.spyOn on a local module', () => {
  test("watches a function, which runs with the environment's state", async () => {
    const spy = vi.spyOn(exports, 'add')
    exports.add(100)
    expect([await invoked(), await invoked()]).toEqual([real, real])
    expect(spy.mock.calls).toEqual([[100], [0], [0]])
    expect(spy.mock.results.slice(1).map(({ value }) => value as unknown)).toEqual([1, 1])
  })

  test('replaces what a function does, in cold, warm and recycled environments', async () => {
    await lambda.invoke()
    vi.spyOn(exports, 'add').mockReturnValue(42)
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ add: 42 }))
    expect(await invoked()).toEqual(expect.objectContaining({ add: 42, api: 'how 1' }))
    vi.restoreAllMocks()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ add: 3 }))
  })

  test('watches and replaces the default export', async () => {
    const spy = vi.spyOn(exports, 'default').mockReturnValueOnce('once')
    expect(await invoked()).toEqual({ ...real, byDefault: 'once' })
    expect(await invoked()).toEqual(real)
    expect(spy).toHaveBeenCalledTimes(2)
  })

  test("replaces a constant by its getter ('get')", async () => {
    const spy = vi.spyOn(exports, 'LIMIT', 'get').mockReturnValueOnce(20)
    expect(await invoked()).toEqual({ ...real, limit: 20 })
    expect(await invoked()).toEqual(real)
    expect(spy).toHaveBeenCalledTimes(2)
  })

  test('replaces a class, and puts it back', async () => {
    vi.spyOn(exports, 'Repository').mockImplementation(
      class {
        read = (): number => 99
      } as unknown as typeof exports.Repository,
    )
    expect(await invoked()).toEqual(expect.objectContaining({ made: 99 }))
    vi.restoreAllMocks()
    expect(await invoked()).toEqual(real)
  })

  test('watches a class, whose instances are real', async () => {
    const spy = vi.spyOn(exports, 'Repository')
    expect(await invoked()).toEqual(real)
    expect(spy).toHaveBeenCalledOnce()
    expect(spy.mock.instances).toHaveLength(1)
  })
})

describe("vi.spyOn on a local module's classes and objects", () => {
  test('watches a method with private state behind it', async () => {
    const spy = vi.spyOn(exports.Repository.prototype, 'read')
    expect([await invoked(), await invoked()]).toEqual([real, real])
    expect(spy).toHaveBeenCalledTimes(4)
  })

  test('replaces a method, also of an instance that was made at Init, also when warm', async () => {
    await lambda.invoke()
    vi.spyOn(exports.Repository.prototype, 'read').mockReturnValue(7)
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ made: 7, read: 7 }))
    vi.restoreAllMocks()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ made: 1, read: 2 }))
  })

  test('replaces a static method and a getter', async () => {
    vi.spyOn(exports.Repository, 'connect').mockReturnValue(Object.create(null) as exports.Repository)
    vi.spyOn(exports.Repository.prototype, 'size', 'get').mockReturnValue(12)
    expect(await invoked()).toEqual({ ...real, connected: false, size: 12 })
  })

  test('replaces a method of an exported object, and of an exported instance', async () => {
    vi.spyOn(exports.api, 'ask').mockReturnValueOnce('spied')
    vi.spyOn(exports.repository, 'read').mockReturnValueOnce(5)
    expect(await invoked()).toEqual(expect.objectContaining({ api: 'spied', made: 1, read: 5 }))
    vi.restoreAllMocks()
    expect(await invoked()).toEqual(real)
  })

  test('replaces a method of a class of another module, when the test spies on that', async () => {
    vi.spyOn(Service.prototype, 'load').mockReturnValue('spied')
    expect(await invoked()).toEqual({ ...real, service: 'spied' })
  })
})

describe('vi.spyOn on globals', () => {
  test('replaces them in cold and warm environments', async () => {
    const globals = withLambda(() => import('./functions/cold-start/globals.js'))
    const spies = [
      vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('spied')),
      vi.spyOn(Math, 'random').mockReturnValue(0.5),
      vi.spyOn(crypto, 'randomUUID').mockReturnValue('0-0-0-0-0'),
      vi.spyOn(JSON, 'stringify'),
    ]
    for (const start of ['cold', 'warm', 'recycled']) {
      if (start === 'recycled') await globals.recycle()
      expect(await globals.invoke()).toReturn(['spied', 0.5, '0-0-0-0-0', '{"a":1}'])
    }
    expect(spies[0]).toHaveBeenCalledTimes(3)
    expect(spies[3]).toHaveBeenCalledWith({ a: 1 })
  })
})

describe('aws-sdk-client-mock', () => {
  const clients = withLambda(() => import('./functions/cold-start/clients.js'))

  test.each([
    ['a class', S3Client],
    ["the test's instance of a client", s3],
  ])('on %s answers in cold and warm environments', async (_, client) => {
    const mock = mockClient(client as S3Client)
    mock.on(GetObjectCommand).resolves({ ContentType: 'text/plain' })
    expect(await clients.invoke()).toReturn({ count: 1, type: 'text/plain' })
    expect(await clients.invoke()).toReturn({ count: 2, type: 'text/plain' })
    await clients.recycle()
    expect(await clients.invoke({ key: 'b' })).toReturn({ count: 1, type: 'text/plain' })
    expect(mock.commandCalls(GetObjectCommand).map(({ args }) => args[0].input.Key)).toEqual(['a', 'a', 'b'])
    mock.restore()
  })
})
