import v8 from 'node:v8'
import { describe, expect, test, vi } from 'vitest'
import { inSource } from '../../../src/effects/clock/call-site.js'
import { PromiseTrace } from '../../../src/effects/promises/promise-trace.js'
import { current, hooks, instantly, traced, turn } from './traced.js'

describe('PromiseHooks', () => {
  test('tells a trace of the promises of its own code, and of nobody else’s', async () => {
    const other = new PromiseTrace('full', 100, () => 0)
    const [trace] = await Promise.all([
      traced(async () => {
        await instantly(1)
      }),
      current.run(other, async () => {
        await turn()
      }),
    ])
    const stacks = [...trace.nodes].map(({ site }) => inSource(site.frames))
    expect(stacks.length).toBeGreaterThanOrEqual(3)
    expect(stacks.some((stack) => stack.includes('turn ('))).toBe(false)
    expect([...other.nodes].every(({ site }) => !inSource(site.frames).includes('instantly'))).toBe(true)
  })

  test('begins the stack of a promise at the code that made it', async () => {
    const trace = await traced(async function theHandler() {
      await instantly(1)
    })
    const [handler] = trace.nodes
    expect(inSource(handler?.site.frames ?? [])).toMatch(
      /at (?:\S+ )?(?:\[as \w+\] )?theHandler|theHandler \(.*promise-hooks\.test\.ts:/,
    )
  })

  test('tells a trace that asks for what follows an answer only of new promises', async () => {
    const trace = await traced(
      async () => {
        await instantly(1)
      },
      { kind: 'answer' },
    )
    expect(trace.empty).toBe(false)
    expect([...trace.nodes].every(({ settledAt }) => settledAt === 0)).toBe(true)
  })

  test('tells a trace of nothing before it is opened and after it is closed', async () => {
    const trace = new PromiseTrace('full', 100, () => 0)
    const stop = hooks.listen()
    const made = async (): Promise<number> => {
      await current.run(trace, () => instantly(1))
      return [...trace.nodes].length
    }
    const before = await made()
    hooks.open(trace)
    const open = await made()
    hooks.close(trace)
    const after = await made()
    stop()
    expect([before, open > 0, after - open]).toEqual([0, true, 0])
  })

  test('tells a full trace of everything also while another asks only for what follows an answer', async () => {
    const [full, answer] = [new PromiseTrace('full', 100, () => 0), new PromiseTrace('answer', 100, () => 0)]
    const stop = hooks.listen()
    for (const trace of [full, answer]) hooks.open(trace)
    await Promise.all([full, answer].map((trace) => current.run(trace, async () => await instantly(1))))
    for (const trace of [full, answer]) hooks.close(trace)
    stop()
    expect([full, answer].map(({ nodes }) => [...nodes].some(({ settledAt }) => settledAt > 0))).toEqual([true, false])
  })

  test('listens until the last of those who asked is gone, however often an undo is called', async () => {
    const trace = new PromiseTrace('full', 100, () => 0)
    hooks.open(trace)
    const [first, second] = [hooks.listen(), hooks.listen()]
    first()
    first()
    await current.run(trace, () => instantly(1))
    const heard = [...trace.nodes].length
    second()
    await current.run(trace, async () => {
      await instantly(2)
    })
    hooks.close(trace)
    expect(heard).toBeGreaterThan(0)
    expect([...trace.nodes]).toHaveLength(heard)
  })

  test('tells a full trace of everything after one that asks only for what follows an answer', async () => {
    const stop = hooks.listen()
    const settled: boolean[] = []
    for (const kind of ['full', 'answer', 'full'] as const) {
      const trace = new PromiseTrace(kind, 100, () => 0)
      hooks.open(trace)
      await current.run(trace, async () => await instantly(1))
      hooks.close(trace)
      settled.push([...trace.nodes].some(({ settledAt }) => settledAt > 0))
    }
    stop()
    expect(settled).toEqual([true, false, true])
  })

  test('tells a full trace of everything that was open before anybody listened', async () => {
    const trace = new PromiseTrace('full', 100, () => 0)
    hooks.open(trace)
    const stop = hooks.listen()
    await current.run(trace, async () => await instantly(1))
    stop()
    hooks.close(trace)
    expect([...trace.nodes].some(({ settledAt }) => settledAt > 0)).toBe(true)
  })

  test('has V8 tell it only of new promises while no trace follows everything', () => {
    const create = vi.spyOn(v8.promiseHooks, 'createHook')
    const [stop, answer] = [hooks.listen(), new PromiseTrace('answer', 100, () => 0)]
    hooks.open(answer)
    hooks.close(answer)
    stop()
    expect(create.mock.calls.map(([callbacks]) => Object.keys(callbacks))).toEqual([['init']])
    create.mockRestore()
  })

  test('leaves promises what they are: values, errors and order', async () => {
    const order: string[] = []
    await traced(async () => {
      void instantly('a').then((value) => order.push(value))
      await instantly(0)
      order.push('b')
      await expect(Promise.reject(new Error('c'))).rejects.toThrow('c')
    })
    expect(order).toEqual(['a', 'b'])
  })
})
