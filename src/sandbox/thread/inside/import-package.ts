// Imports a package as Node.js does, with the default export that Vitest gives to CommonJS compiled from ES modules.

type Exports = Readonly<Record<string, unknown>>

/** The module behind `url`; a CommonJS package that was an ES module shows its members and its own default. */
export async function importPackage(url: string): Promise<unknown> {
  const module = (await import(url)) as Exports
  const inner = module['default']
  if (typeof inner !== 'object' || inner === null || !('__esModule' in inner)) return module
  const members = inner as Exports
  const all: object = Object.create(null) as object
  // Later ones win: what Node.js found by itself is bound as the package has it.
  for (const exports of [members, module]) {
    for (const key of Object.keys(exports)) {
      Object.defineProperty(all, key, { get: () => exports[key], enumerable: true, configurable: true })
    }
  }
  const get = (): unknown => members['default'] ?? members
  return Object.defineProperty(all, 'default', { get, enumerable: true, configurable: true })
}
