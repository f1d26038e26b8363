import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { ownSourceMap } from '../../../../src/sandbox/thread/inside/own-source-map.js'

const folder = mkdtempSync(join(realpathSync.native(tmpdir()), 'own-source-map-'))

afterAll(() => rmSync(folder, { recursive: true }))

const map = { version: 3, sources: ['../src/orders.ts'], names: [], mappings: 'AAAA' }
const mapping = (url: string): string => `//# source${'MappingURL'}=${url}`
const inline = (text: string): string => mapping(`data:application/json;base64,${Buffer.from(text).toString('base64')}`)

/** The path of a new file. */
function written(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** Where the sources of the file's map are, and the map. */
function found(file: string): unknown {
  const own = ownSourceMap(file)
  return own && { beside: dirname(own.url), map: own.map }
}

describe('the source map of a file', () => {
  test('stands beside it, or within', () => {
    written('out/orders.js.map', JSON.stringify(map))
    const beside = written('out/orders.js', `a()\n${mapping('orders.js.map')}\n`)
    const within = written('out/within.cjs', `a()\n${inline(JSON.stringify(map))}`)
    expect(found(beside)).toEqual({ beside: join(folder, 'out'), map })
    expect(found(within)).toEqual({ beside: join(folder, 'out'), map })
  })

  test('stands elsewhere, by a name that is a URL', () => {
    written('my maps/orders.map', JSON.stringify(map))
    const file = written('out/elsewhere.js', mapping('../my%20maps/orders.map'))
    expect(found(file)).toEqual({ beside: join(folder, 'my maps'), map })
  })

  test('may have its sources in another place', () => {
    const rooted = { ...map, sourceRoot: '../from/' }
    expect(found(written('out/rooted.js', inline(JSON.stringify(rooted))))).toMatchObject({
      beside: join(folder, 'from'),
    })
  })

  test('is the one that is named last', () => {
    const file = written('out/twice.js', `${mapping('other.js.map')}\na()\n${inline(JSON.stringify(map))}\n`)
    expect(found(file)).toMatchObject({ map })
  })

  test('is found for a file that is named by its URL, too', () => {
    const file = written('out/module.mjs', inline(JSON.stringify(map)))
    expect(found(pathToFileURL(file).href)).toMatchObject({ map })
  })
})

describe('there is no source map', () => {
  test.each([
    ['that is named', 'a()'],
    ['where only a text names one', `const text = '${mapping('orders.js.map')}'`],
    ['where the file that is named is gone', mapping('gone.js.map')],
    ['where it cannot be parsed', inline('{ "version": 3,')],
    ['where it is nothing', inline('null')],
  ])('%s', (_, text) => {
    expect(ownSourceMap(written('out/none.js', text))).toBeNull()
  })

  test('of a package, of Node.js, and of what is in no file', () => {
    const inPackage = written('node_modules/pkg/index.js', inline(JSON.stringify(map)))
    for (const name of [inPackage, 'node:fs', 'evalmachine.<anonymous>', '', join(folder, 'gone.js'), 'file://gone']) {
      expect(ownSourceMap(name)).toBeNull()
    }
  })
})
