import { describe, expect, test } from 'vitest'
import { linkNamedFiles, type ResolvingContext } from '../../../src/vitest/server/handler-edges.js'

/** A Vite that finds these files, by their path without extension or by what they are called. */
function vite(files: Readonly<Record<string, string>>): ResolvingContext & { readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    environment: { config: { root: '/app' } },
    async resolve(id) {
      asked.push(id.replace(/^[A-Z]:/, ''))
      const file = files[id.replace(/^[A-Z]:/, '')]
      return file === undefined ? null : { id: file }
    },
  }
}

const link = async (
  code: string,
  files: Readonly<Record<string, string>>,
  { id = '/app/test/a.test.ts', setup }: { readonly id?: string; readonly setup?: string } = {},
): Promise<string | undefined> => (await linkNamedFiles(setup).call(vite(files), code, id))?.code

const orders = { '/app/src/orders': '/app/src/orders.ts' }

describe('a test file with handler strings', () => {
  test.each([
    `withLambda('src/orders.handler')`,
    `withLambda("src/orders.api.v1.get", { timeout: 5 })`,
    'const a = withLambda(\n  `src/orders.handler`,\n)',
    `withLambda(load); await a.update({ code: 'src/orders.handler' })`,
  ])('gets an import of each file behind its last line, never called: %s', async (code) => {
    expect(await link(code, orders)).toBe(`${code}\n;[() => import("/app/src/orders.ts")];`)
  })

  test('gets each file once', async () => {
    const code = `withLambda('src/orders.get'); withLambda('src/orders.put'); withLambda('src/users.get')`
    expect(await link(code, { ...orders, '/app/src/users': '/app/src/users.js' })).toBe(
      `${code}\n;[() => import("/app/src/orders.ts"), () => import("/app/src/users.js")];`,
    )
  })

  test('gets the file that an alias or a package stands for, when there is none at that path', async () => {
    const code = `withLambda('@/orders.handler')`
    expect(await link(code, { '@/orders': '/app/src/orders.ts' })).toContain('import("/app/src/orders.ts")')
  })

  test('gets CommonJS files, whose extension Vite does not try', async () => {
    const code = `withLambda('src/orders.handler')`
    expect(await link(code, { '/app/src/orders.cjs': '/app/src/orders.cjs' })).toContain(
      'import("/app/src/orders.cjs")',
    )
  })
})

describe('a test file whose functions have a setup', () => {
  const files = { ...orders, '/app/lambda.setup.ts': '/app/lambda.setup.ts' }

  test.each([
    `withLambda(load, { isolation: 'thread', setup: './lambda.setup.ts' })`,
    `const config = { setup:"lambda.setup.ts" }; withLambda(load, config)`,
  ])('gets an import of it: %s', async (code) => {
    expect(await link(code, files)).toBe(`${code}\n;[() => import("/app/lambda.setup.ts")];`)
  })

  test('gets an import of that of the project, beside those of its own', async () => {
    const code = `withLambda('src/orders.handler')`
    expect(await link(code, files, { setup: './lambda.setup.ts' })).toBe(
      `${code}\n;[() => import("/app/src/orders.ts"), () => import("/app/lambda.setup.ts")];`,
    )
  })
})

describe('a file stays as it is', () => {
  test.each([
    ['without withLambda()', `invoke('src/orders.handler')`],
    ['with loaders alone', `withLambda(() => import('../src/orders.js'))`],
    ['with a handler string that is put together', 'withLambda(`src/${name}.handler`)'],
    ['with a handler string of a file that is not there', `withLambda('src/nowhere.handler')`],
    ['with a handler string that cannot be read', `withLambda('src/../orders'); withLambda('orders')`],
  ])('%s', async (_, code) => {
    expect(await link(code, orders)).toBeUndefined()
  })

  test('in node_modules', async () => {
    expect(
      await link(`withLambda('src/orders.handler')`, orders, { id: '/app/node_modules/a/index.js' }),
    ).toBeUndefined()
  })

  test('without asking Vite for anything when it has no handler string', async () => {
    const context = vite(orders)
    await linkNamedFiles(undefined).call(context, `withLambda(load)`, '/app/test/a.test.ts')
    expect(context.asked).toEqual([])
  })
})
