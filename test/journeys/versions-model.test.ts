// Any history of versions and aliases, played against a function and against a plain model of it.

import * as fc from 'fast-check'
import { handler, type Lambda, LambdaServiceException, withLambda } from 'vitest-lambda'
import { describe, expect, test } from 'vitest'

const answering = (answer: string): ReturnType<typeof handler<() => Promise<string>>> => handler(async () => answer)

type Step =
  | { readonly do: 'publish' | 'update' | 'update nothing' | 'recycle' | 'idle' }
  | { readonly do: 'invoke'; readonly qualifier: string | undefined }
  | { readonly do: 'delete'; readonly alias: string }
  | { readonly do: 'create' | 'route'; readonly alias: string; readonly to: number }

/** What is deployed as one version: what it answers, and whether an environment of it is warm. */
interface Deployed {
  readonly code: string
  warm: boolean
}

/** What a function is, said plainly. */
class Model {
  latest: Deployed = { code: 'code 0', warm: false }
  readonly published: Deployed[] = []
  readonly aliases = new Map<string, number>()

  publish(): string {
    if (this.published.at(-1)?.code !== this.latest.code) this.published.push({ code: this.latest.code, warm: false })
    return String(this.published.length)
  }

  /** Undefined: there is none of that name. */
  meant(qualifier: string | undefined): { version: string; deployed: Deployed } | undefined {
    if (qualifier === undefined || qualifier === '$LATEST') return { version: '$LATEST', deployed: this.latest }
    const number = this.aliases.get(qualifier) ?? Number(qualifier)
    const deployed = this.published[number - 1]
    return deployed && { version: String(number), deployed }
  }

  cool(): void {
    for (const deployed of [this.latest, ...this.published]) deployed.warm = false
  }
}

/** Plays one step on both, and compares what comes of it. */
async function play(step: Step, model: Model, orders: Lambda<unknown, string>, index: number): Promise<void> {
  switch (step.do) {
    case 'publish':
      return expect(await orders.publishVersion()).toBe(model.publish())
    case 'update':
    case 'update nothing': {
      const code = step.do === 'update' ? `code ${index + 1}` : model.latest.code
      model.latest = { code, warm: false }
      return orders.update(step.do === 'update' ? { code: answering(code) } : {})
    }
    case 'recycle':
      model.cool()
      return orders.recycle()
    case 'idle':
      model.cool()
      return orders.idle('16m')
    case 'invoke':
      return invoked(model.meant(step.qualifier), orders, step.qualifier)
    case 'delete':
      return taken(model.aliases.delete(step.alias), orders.deleteAlias(step.alias))
    case 'create':
    case 'route': {
      const { alias, to } = step
      const legal = to <= model.published.length && model.aliases.has(alias) === (step.do === 'route')
      if (legal) model.aliases.set(alias, to)
      const routing = { functionVersion: String(to) }
      return taken(
        legal,
        step.do === 'create' ? orders.createAlias(alias, routing) : orders.updateAlias(alias, routing),
      )
    }
  }
}

async function invoked(
  meant: ReturnType<Model['meant']>,
  orders: Lambda<unknown, string>,
  qualifier: string | undefined,
): Promise<void> {
  const result = orders.invoke({}, qualifier === undefined ? {} : { qualifier })
  if (!meant) return expect(result).rejects.toThrow('Function not found')
  const { payload, executedVersion, record } = await result
  const { version, deployed } = meant
  expect({ payload, executedVersion, coldStart: record.coldStart }).toEqual({
    payload: deployed.code,
    executedVersion: version,
    coldStart: !deployed.warm,
  })
  deployed.warm = true
}

async function taken(legal: boolean, change: Promise<void>): Promise<void> {
  if (legal) await change
  else await expect(change).rejects.toBeInstanceOf(LambdaServiceException)
}

const alias = fc.constantFrom('live', 'test')
const qualifier = fc.constantFrom(undefined, '$LATEST', '1', '2', '3', 'live', 'test')
const common = ['publish', 'publish', 'update', 'update', 'update nothing', 'recycle', 'idle'] as const
const invoking = fc.record({ do: fc.constant('invoke' as const), qualifier })
const routing = fc.record({
  do: fc.constantFrom('create' as const, 'route' as const),
  alias,
  to: fc.integer({ min: 1, max: 3 }),
})
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.constantFrom(...common.map((each) => ({ do: each }))),
    invoking,
    invoking,
    routing,
    fc.record({ do: fc.constant('delete' as const), alias }),
  ),
  { maxLength: 40 },
)

describe('any history of a function', () => {
  test('has each qualifier answer as the model says, warm or cold [CP-4, CP-5, CP-6, CP-7, LIF-7]', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const model = new Model()
        await using orders = withLambda(answering('code 0'), { functionName: 'orders' })
        for (const [index, step] of history.entries()) await play(step, model, orders, index)
      }),
      { numRuns: 50 },
    )
  })
})
