// Module mocks over cold starts: vi.mock in all its forms reaches every environment, and the test keeps hold of it.

import { withLambda } from 'vitest-lambda'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { automocked } from './functions/cold-start/parts/automocked.js'
import { byFactory } from './functions/cold-start/parts/by-factory.js'
import { calls } from './functions/cold-start/parts/__mocks__/redirected.js'
import { Service } from './functions/cold-start/parts/service.js'
import { spied } from './functions/cold-start/parts/spied.js'

vi.mock(import('./functions/cold-start/parts/by-factory.js'), async (original) => ({
  ...(await original()),
  byFactory: vi.fn((id: string) => `factory ${id}`),
}))
vi.mock('./functions/cold-start/parts/automocked.js')
vi.mock('./functions/cold-start/parts/spied.js', { spy: true })
vi.mock('./functions/cold-start/parts/service.js', { spy: true })
vi.mock('./functions/cold-start/parts/redirected.js')
vi.mock('./functions/cold-start/parts/unseen.js', () => ({ unseen: vi.fn(() => 'made in an environment') }))

const lambda = withLambda(() => import('./functions/cold-start/mocked.js'))

beforeEach(() => {
  calls.length = 0
})

describe('over cold starts, the test keeps hold of', () => {
  test('what a hoisted factory made, and what it took from the original', async () => {
    vi.mocked(byFactory).mockReturnValueOnce('once')
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ byFactory: 'once', kept: 'kept' }))
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ count: 1, byFactory: 'factory id' }))
    expect(byFactory).toHaveBeenCalledTimes(2)
    expect(byFactory).toHaveBeenLastCalledWith('id')
  })

  test('an automock, which the test may give something to do in between', async () => {
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ automocked: 'nothing' }))
    vi.mocked(automocked).mockReturnValueOnce('something')
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ count: 1, automocked: 'something' }))
    expect(automocked).toHaveBeenCalledTimes(2)
  })

  test('the file in __mocks__ that stands in, with its state', async () => {
    await lambda.invoke()
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ count: 1, redirected: 'stand-in id 2' }))
    expect(calls).toEqual(['id', 'id'])
  })

  test('a mock that an environment was the first to ask for', async () => {
    const function_ = withLambda(() => import('./functions/cold-start/unseen-mock.js'))
    expect(await function_.invoke()).toReturn('made in an environment')
    const { unseen } = await import('./functions/cold-start/parts/unseen.js')
    expect(unseen).toHaveBeenCalledOnce()
    vi.mocked(unseen).mockReturnValueOnce('told by the test')
    await function_.recycle()
    expect(await function_.invoke()).toReturn('told by the test')
  })
})

describe('a module mocked with { spy: true }', () => {
  test('is watched, and its state begins anew with each cold start', async () => {
    const reals: unknown[] = []
    for (const start of ['cold', 'warm', 'recycled']) {
      if (start === 'recycled') await lambda.recycle()
      reals.push(Reflect.get((await lambda.invoke()).payload as object, 'spied'))
    }
    expect(reals).toEqual(['real id 1', 'real id 2', 'real id 1'])
    expect(spied).toHaveBeenCalledTimes(3)
    expect(vi.mocked(spied).mock.results.map(({ value }) => value as unknown)).toEqual(reals)
  })

  test('does what the test says, once or for good', async () => {
    vi.mocked(spied).mockReturnValueOnce('once')
    const payloads = [await lambda.invoke(), await lambda.invoke()].map(({ payload }) => payload)
    expect(payloads).toEqual([
      expect.objectContaining({ spied: 'once' }),
      expect.objectContaining({ spied: 'real id 1' }),
    ])
    vi.mocked(spied).mockReturnValue('for good')
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ spied: 'for good' }))
    vi.mocked(spied).mockReset()
    expect(await lambda.invoke()).toReturn(expect.objectContaining({ spied: 'real id 1' }))
  })

  test('may hold a class with private fields: its methods and statics are watched, its instances are real', async () => {
    const serving = withLambda(() => import('./functions/cold-start/serving.js'))
    expect(await serving.invoke({ id: 'x' })).toReturn(['x loaded 1 by 1', 'x loaded 1 by 2', 1])
    expect(await serving.invoke({ id: 'y' })).toReturn(['y loaded 2 by 1', 'y loaded 1 by 3', 2])
    expect(Service.create).toHaveBeenCalledOnce()
    // Service.create() makes its own: a class within its module does not see the spy, as in any test.
    expect(Service).toHaveBeenCalledTimes(2)
    expect(vi.mocked(Service.prototype.load).mock.calls).toEqual([['x'], ['x'], ['y'], ['y']])
    await serving.recycle()
    expect(await serving.invoke({})).toReturn(['a loaded 1 by 1', 'a loaded 1 by 2', 1])
  })

  test('may hold a class of which a method is given something else to do', async () => {
    const serving = withLambda(() => import('./functions/cold-start/serving.js'))
    vi.mocked(Service.prototype.load).mockImplementation((id) => `${id} mocked`)
    expect(await serving.invoke({})).toReturn(['a mocked', 'a mocked', 0])
    vi.mocked(Service.prototype.load).mockReset()
    expect(await serving.invoke({})).toReturn(['a loaded 1 by 1', 'a loaded 1 by 3', 1])
  })

  test('is evaluated once by each of two cold starts at once', async () => {
    const results = await Promise.all([lambda.invoke(), lambda.invoke()])
    expect(results.map(({ payload }) => payload)).toEqual([
      expect.objectContaining({ spied: 'real id 1' }),
      expect.objectContaining({ spied: 'real id 1' }),
    ])
    expect(spied).toHaveBeenCalledTimes(2)
  })
})

describe('between cold starts', () => {
  const late = withLambda(() => import('./functions/cold-start/late-mock.js'))

  test('vi.doMock and vi.doUnmock are heeded, and a warm environment keeps what it imported', async () => {
    const answers = [(await late.invoke()).payload]
    vi.doMock('./functions/cold-start/parts/late.js', () => ({ late: () => 'mocked' }))
    answers.push((await late.invoke()).payload)
    await late.recycle()
    answers.push((await late.invoke()).payload)
    vi.doMock('./functions/cold-start/parts/late.js', () => ({ late: () => 'mocked again' }))
    await late.recycle()
    answers.push((await late.invoke()).payload)
    vi.doUnmock('./functions/cold-start/parts/late.js')
    await late.recycle()
    answers.push((await late.invoke()).payload)
    expect(answers).toEqual(['real', 'real', 'mocked', 'mocked again', 'real'])
  })

  test('vi.doMock with { spy: true } after a factory gives the real module, watched', async () => {
    vi.doMock('./functions/cold-start/parts/late.js', () => ({ late: () => 'mocked' }))
    expect(await late.invoke()).toReturn('mocked')
    vi.doMock('./functions/cold-start/parts/late.js', { spy: true })
    await late.recycle()
    expect(await late.invoke()).toReturn('real')
    const seen = await import('./functions/cold-start/parts/late.js')
    vi.mocked(seen.late).mockReturnValueOnce('told by the test')
    expect(await late.invoke()).toReturn('told by the test')
    vi.doUnmock('./functions/cold-start/parts/late.js')
  })
})
