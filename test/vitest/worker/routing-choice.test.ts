import { describe, expect, test } from 'vitest'
import { readConfig } from '../../../src/function/config.js'
import { RoutingChoice } from '../../../src/vitest/worker/routing-choice.js'
import { inScope, Scope } from '../../../src/vitest/worker/scope.js'

function choice(scope: Scope, given: { seed?: number; functionName?: string } = {}): RoutingChoice {
  const { config } = readConfig({ functionName: 'orders', ...given }, { defaultName: 'orders', root: '/project' })
  return new RoutingChoice(config, scope)
}

/** What a scope tells when its test has failed, or has not. */
async function told(scope: Scope, failed: boolean): Promise<string> {
  return await scope.end({ failed }).then(
    () => '',
    (fault: unknown) => String(fault),
  )
}

const drawn = ({ random }: RoutingChoice, running: Scope = new Scope('a test')): number[] =>
  inScope(running, () => [random(), random(), random()])

describe('the choice of a weighted alias', () => {
  test('is told to a test that fails, once, with the seed that makes it again [CP-6]', async () => {
    const scope = new Scope('the test')
    const chosen = drawn(choice(scope), scope)
    const text = await told(scope, true)
    const seed = Number(/seed: (\d+)/.exec(text)?.[1])
    expect(text).toBe(
      "WeightedAliasNote: a weighted alias of 'orders' chose between two versions at random in this test.\n\n" +
        `withLambda(…, { seed: ${seed} }) makes the same choices again.`,
    )
    expect(drawn(choice(new Scope('again'), { seed }))).toEqual(chosen)
  })

  test('is told to a test that fails for a fault when it ends', async () => {
    const scope = new Scope('the test')
    drawn(choice(scope), scope)
    scope.fail(new Error('nothing looked at it'))
    expect(await told(scope, false)).toMatch(/^AggregateError: .*nothing looked at it.*a weighted alias of 'orders'/s)
  })

  test('is told to each test that has one, where they share the function', async () => {
    const tests = [new Scope('one'), new Scope('two'), new Scope('three')]
    const shared = choice(new Scope('its suite'))
    for (const scope of tests.slice(0, 2)) drawn(shared, scope)
    const texts = await Promise.all(tests.map((scope) => told(scope, true)))
    expect(texts.map((text) => /^\w+/.exec(text)?.[0])).toEqual(['WeightedAliasNote', 'WeightedAliasNote', undefined])
  })

  test('is told to no test that passes', async () => {
    const scope = new Scope('the test')
    drawn(choice(scope), scope)
    expect(await told(scope, false)).toBe('')
  })

  test('is not told where there was none, or where it was not left to chance', async () => {
    const scope = new Scope('the test')
    choice(scope)
    drawn(choice(scope, { seed: 7 }), scope)
    expect(await told(scope, true)).toBe('')
  })

  test('differs from test to test without a seed, and between functions with one', () => {
    const scope = new Scope('the test')
    expect(drawn(choice(scope))).not.toEqual(drawn(choice(scope)))
    const seed = 7
    expect(drawn(choice(scope, { seed }))).not.toEqual(drawn(choice(scope, { seed, functionName: 'payments' })))
  })
})
