// Packages that Node loads once for everybody: which of them an environment shares, and which have visibly changed.

import type { ModuleGraphState } from './module-graph.js'
import { isTestTool, packageName } from './packages.js'
import { VisibleState } from './visible-state.js'

/**
 * Packages whose exports change although they keep nothing of a request.
 * - The AWS SDK, version 3, has its state in clients, which the function makes; aws-sdk-client-mock hangs mocks on their
 *   classes. Both must stay outside of Vite, so that they are one for the test and every environment;
 * - @aws/lambda-invoke-store hands out the runtime's own store (CTX-14);
 * - ioredis, zod and stripe work out once, when they are first used, what never changes: flags of commands, the machine.
 * Source: https://github.com/aws/aws-sdk-js-v3, https://github.com/smithy-lang/smithy-typescript,
 * https://github.com/awslabs/aws-lambda-invoke-store, https://github.com/redis/ioredis, https://github.com/colinhacks/zod,
 * https://github.com/stripe/stripe-node
 */
const HARMLESS: readonly RegExp[] = [
  /^@aws-sdk\//,
  /^@smithy\//,
  /^aws-sdk-client-mock$/,
  /^@aws\/lambda-invoke-store$/,
  /^ioredis$/,
  /^zod$/,
  /^stripe$/,
]

/** How often a module is compared: some milliseconds for a large one, and what nobody has changed by then, nobody does. */
const COMPARISONS = 3

interface First {
  readonly state: VisibleState
  comparisons: number
}

/** What is known of the packages of one worker. */
export class SharedPackages {
  /** How each module was when the first environment had it. */
  readonly #first = new WeakMap<object, First>()

  /** An environment asks for a module that was evaluated before: it shares it. `module` stands for it. */
  found(environment: ModuleGraphState, path: string, module: object, exports: unknown): void {
    const name = packageName(path)
    if (name === undefined || isTestTool(name)) return
    environment.sharedModules.add(name)
    const first = this.#first.get(module)
    if (!first) return this.evaluated(path, module, exports)
    if (first.comparisons++ < COMPARISONS && first.state.changedIn(exports)) environment.changedModules.add(name)
  }

  /** A module has been evaluated because an environment asked for it. */
  evaluated(path: string, module: object, exports: unknown): void {
    const name = packageName(path)
    if (name === undefined || this.#first.has(module) || HARMLESS.some((harmless) => harmless.test(name))) return
    this.#first.set(module, { state: new VisibleState(exports), comparisons: 0 })
  }
}
