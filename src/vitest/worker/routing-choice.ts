// Which version a weighted alias chooses: left to chance, but to be repeated by whoever sees a test fail because of it.

import { randomInt } from 'node:crypto'
import type { FunctionConfig } from '../../function/config.js'
import { createChance } from '../../function/ids.js'
import { guided } from './guided.js'
import type { Scope } from './scope.js'

/** Of one function in one test. */
export class RoutingChoice {
  readonly #seed: number
  readonly #chance: () => number
  /** Told once, with whatever the test fails with. */
  #explain: (() => void) | undefined

  constructor({ seed, functionName }: FunctionConfig, scope: Scope) {
    this.#seed = seed ?? randomInt(2 ** 31)
    this.#chance = createChance(this.#seed, `${functionName}/routing`)
    this.#explain = seed === undefined ? () => void scope.explain(this.#explanation(functionName)) : undefined
  }

  /** From 0 to less than 1. */
  readonly random = (): number => {
    this.#explain?.()
    this.#explain = undefined
    return this.#chance()
  }

  #explanation(functionName: string): Error {
    return guided(
      'WeightedAliasNote',
      `a weighted alias of '${functionName}' chose between two versions at random in this test.`,
      `withLambda(…, { seed: ${this.#seed} }) makes the same choices again.`,
      [],
    )
  }
}
