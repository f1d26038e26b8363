import { describe, expect, test } from 'vitest'
import type { PromiseNode } from '../../../src/effects/promises/promise-node.js'
import { instantly, traced, turn } from './traced.js'

describe('PromiseTrace', () => {
  test('knows from which promise each is derived', async () => {
    const trace = await traced(async () => {
      await instantly(1).then((value) => value)
    })
    const nodes = [...trace.nodes]
    const derived = nodes.filter((node) => node.derived)
    expect(derived.length).toBeGreaterThanOrEqual(2)
    expect(derived.filter(({ parent }) => parent).every(({ parent }) => nodes.includes(parent as PromiseNode))).toBe(
      true,
    )
    expect(nodes.find((node) => !node.derived && node.waiters.length > 0)).toBeDefined()
  })

  test('knows in whose continuation each was made', async () => {
    const trace = await traced(async () => {
      await instantly(1)
      await instantly(2)
    })
    const jobs = [...trace.nodes].map(({ job }) => job).filter((job) => job !== undefined)
    expect(jobs.length).toBeGreaterThan(0)
    expect(jobs.every((job) => job.derived)).toBe(true)
  })

  test('puts the answer where the handler returned, before what mocks let go on until it is heard of', async () => {
    const trace = await traced(async () => {
      void (async () => {
        await instantly(1)
      })()
      return 'answer'
    })
    const [handler, float] = [...trace.nodes].filter((node) => !node.derived)
    expect(trace.answeredAt).toBe(handler?.settledAt)
    expect(float?.settledAt).toBeGreaterThan(trace.answeredAt)
  })

  test('puts the answer where it is told of, when it came by no promise that it knows', async () => {
    const trace = await traced(() => {
      void instantly(1)
      return 'answer'
    })
    const [before] = trace.nodes
    expect(trace.answeredAt).toBeGreaterThan(before?.settledAt ?? Infinity)
  })

  test('has no answer before there is one', async () => {
    const trace = await traced(() => turn())
    expect(trace.answeredAt).toBeLessThan(Infinity)
    trace.forget()
    expect([...trace.nodes]).toEqual([])
  })

  test('follows no more promises than it was told to', async () => {
    const trace = await traced(
      async () => {
        for (let i = 0; i < 50; i++) await instantly(i)
      },
      { most: 7 },
    )
    expect([...trace.nodes]).toHaveLength(7)
  })

  test('asks for no place of the handler’s own promise, nor of what the runtime derives from it', async () => {
    async function work(): Promise<number> {
      return await instantly(1)
    }
    const sites = async (ownFirst: boolean): Promise<string[]> => {
      const trace = await traced(
        async function theHandler() {
          void work()
        },
        { ownFirst },
      )
      return [...trace.nodes].map(({ derived, site }) => `${derived ? 'derived' : 'made'} ${site.frames.length > 0}`)
    }
    const [skipping, all] = [await sites(true), await sites(false)]
    expect(skipping[0]).toBe('made false')
    expect(skipping.filter((site) => site === 'derived false')).toHaveLength(1)
    expect(skipping.length).toBe(all.length)
    expect(all.every((site) => site.endsWith('true'))).toBe(true)
  })

  test('tells what was aborted from other rejections', async () => {
    const trace = await traced(async () => {
      await Promise.allSettled([
        Promise.reject(new DOMException('stopped', 'AbortError')),
        Promise.reject(Object.assign(new Error('stopped'), { code: 'ABORT_ERR' })),
        Promise.reject(new DOMException('too late', 'TimeoutError')),
        Promise.reject(new Error('broken')),
        instantly('AbortError'),
      ])
    })
    const settled = [...trace.nodes].filter((node) => !node.derived && node.settledAt > 0 && node.waiters.length > 0)
    expect(settled.slice(1, 6).map((node) => trace.wasAborted(node))).toEqual([true, true, true, false, false])
  })

  test('lets go of everything: what keeps one node keeps no others', async () => {
    const trace = await traced(async () => {
      await instantly(1).then(() => instantly(2))
    })
    const nodes = [...trace.nodes]
    trace.forget()
    expect(trace.empty).toBe(true)
    for (const node of nodes) {
      expect([node.parent, node.job, node.settledIn, node.waiters]).toEqual([undefined, undefined, undefined, []])
    }
  })
})
