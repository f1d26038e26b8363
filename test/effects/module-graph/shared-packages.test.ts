import { describe, expect, test } from 'vitest'
import { createModuleGraph, type ModuleGraphState } from '../../../src/effects/module-graph/module-graph.js'
import { SharedPackages } from '../../../src/effects/module-graph/shared-packages.js'

/** A package with one module, which the given environments load one after the other. */
function load(name: string, times: number, use: (exports: { count: number }) => void): ModuleGraphState[] {
  const [packages, path, module, exports] = [
    new SharedPackages(),
    `/project/node_modules/${name}/x.js`,
    {},
    { count: 0 },
  ]
  return Array.from({ length: times }, (_, index) => {
    const environment = createModuleGraph()
    if (index === 0) packages.evaluated(path, module, exports)
    else packages.found(environment, path, module, exports)
    use(exports)
    return environment
  })
}

const shared = ({ sharedModules }: ModuleGraphState): string[] => [...sharedModules]
const changed = ({ changedModules }: ModuleGraphState): string[] => [...changedModules]

describe('a package', () => {
  test('is shared by every environment but the one that loaded it, whether it changes or not', () => {
    for (const use of [(exports: { count: number }) => exports.count++, () => {}]) {
      expect(load('@scope/name', 3, use).map(shared)).toEqual([[], ['@scope/name'], ['@scope/name']])
    }
  })

  test('has changed when its exports are not as the first environment found them', () => {
    expect(load('counting', 3, (exports) => exports.count++).map(changed)).toEqual([[], ['counting'], ['counting']])
  })

  test('that nobody changes has not', () => {
    expect(load('constant', 3, () => {}).flatMap(changed)).toEqual([])
  })

  test('is compared a few times only, for that takes time at each cold start', () => {
    let calls = 0
    const late = load('late', 10, (exports) => {
      if (++calls === 6) exports.count++
    })
    expect(late.flatMap(changed)).toEqual([])
  })

  test('that the test loaded is compared with what the first environment found', () => {
    const [packages, module, exports] = [new SharedPackages(), {}, { count: 0 }]
    const find = (): ModuleGraphState => {
      const environment = createModuleGraph()
      packages.found(environment, '/project/node_modules/counting/x.js', module, exports)
      exports.count++
      return environment
    }
    const environments = [find(), find()]
    expect(environments.map(shared)).toEqual([['counting'], ['counting']])
    expect(environments.map(changed)).toEqual([[], ['counting']])
  })
})

test.each([
  '@aws-sdk/client-s3',
  '@smithy/core',
  'aws-sdk-client-mock',
  '@aws/lambda-invoke-store',
  'ioredis',
  'zod',
  'stripe',
])('%s changes and is harmless', (name) => {
  const environments = load(name, 2, (exports) => exports.count++)
  expect(environments.map(shared)).toEqual([[], [name]])
  expect(environments.flatMap(changed)).toEqual([])
})

test.each(['/node_modules/vitest/dist/index.js', '/node_modules/vitest-lambda/dist/index.js', '/src/orders.ts'])(
  '%s is no package of a function',
  (path) => {
    const environment = createModuleGraph()
    new SharedPackages().found(environment, `/project${path}`, {}, {})
    expect(shared(environment)).toEqual([])
  },
)
