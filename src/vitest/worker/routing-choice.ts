// Which version a weighted alias chooses: left to chance, but to be repeated by whoever sees a test fail because of it.

import { randomInt } from 'node:crypto'
import type { FunctionConfig } from '../../function/config.js'
import { createChance } from '../../function/ids.js'
import { guided } from './guided.js'
import { reachableScope, type Scope } from './scope.js'

/** Of one function in one scope. */
export class RoutingChoice {
  readonly #config: FunctionConfig
  readonly #owner: Scope
  /** Begun by the first choice: few functions have a weighted alias. */
  #chance: Chance | undefined

  constructor(config: FunctionConfig, owner: Scope) {
    this.#config = config
    this.#owner = owner
  }

  /** From 0 to less than 1. */
  readonly random = (): number => {
    const { draw, note } = (this.#chance ??= begin(this.#config))
    if (note) reachableScope(this.#owner).note(note)
    return draw()
  }
}

interface Chance {
  readonly draw: () => number
  /** One for all choices, so that a test tells it once; undefined: they are not left to chance. */
  readonly note: Error | undefined
}

function begin({ seed: given, functionName }: FunctionConfig): Chance {
  const seed = given ?? randomInt(2 ** 31)
  const note = guided(
    'WeightedAliasNote',
    `a weighted alias of '${functionName}' chose between two versions at random in this test.`,
    `withLambda(…, { seed: ${seed} }) makes the same choices again.`,
    [],
  )
  return { draw: createChance(seed, `${functionName}/routing`), note: given === undefined ? note : undefined }
}
