// What the default export of a setup module is given, in the thread of an environment.

/**
 * Makes what a module exports in the place of the module: an object with all of its exports. `original` evaluates the
 * module itself, once.
 */
export type MockFactory<Module extends object = Record<string, unknown>> = (
  original: () => Promise<Module>,
) => object | Promise<object>

/**
 * What the default export of a `setup` module is called with, before the handler's module is loaded.
 *
 * @example
 * // lambda.setup.ts
 * import { vi } from 'vitest'
 * import type { SetupContext } from 'vitest-lambda'
 *
 * const query = vi.fn(async () => [{ id: 1 }])
 *
 * export default ({ mock }: SetupContext) => {
 *   mock('./src/db.js', async (original) => ({ ...(await original()), query }))
 * }
 *
 * export const queries = () => query.mock.calls
 */
export interface SetupContext {
  /**
   * Gives the exports that `factory` makes to everything that imports the module from now on. `specifier`: as the setup
   * module would import it: a path, an alias, a package, or a builtin such as `'node:dns'`. `factory` runs when the module
   * is imported for the first time, in each environment. Not redirected: what packages in `node_modules` import, and
   * `require()`. A package need not be installed. What is wrong rejects the invocation: a path or an alias at which there is
   * no module, a second mock of a module, and one of a module that another module has imported already.
   */
  mock<Module extends object = Record<string, unknown>>(specifier: string, factory: MockFactory<Module>): void
}
