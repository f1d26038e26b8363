// Functions of many small modules, written for one benchmark: trees, five children each, as a bundle-less function has them.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Loader = () => Promise<{ handler: () => Promise<number> }>

export class Graphs {
  readonly sizes: readonly number[]
  readonly #folder: string

  constructor(name: string, sizes: readonly number[]) {
    this.sizes = sizes
    this.#folder = fileURLToPath(new URL(`./functions/graphs/${name}/`, import.meta.url))
    for (const size of sizes) writeGraph(`${this.#folder}${size}`, size)
  }

  loader(size: number): Loader {
    return () => import(/* @vite-ignore */ `${this.#folder}${size}/index.ts`)
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function writeGraph(folder: string, size: number): void {
  mkdirSync(folder, { recursive: true })
  for (let i = 0; i < size; i++) {
    const children = [1, 2, 3, 4, 5].map((n) => i * 5 + n).filter((child) => child < size)
    const imports = children.map((child) => `import { value as v${child} } from './m${child}.ts'`).join('\n')
    const value = ['1', ...children.map((child) => `v${child}`)].join(' + ')
    writeFileSync(`${folder}/m${i}.ts`, `${imports}\nexport const value: number = ${value}\n`)
  }
  writeFileSync(
    `${folder}/index.ts`,
    `import { value } from './m0.ts'\nexport const handler = async (): Promise<number> => value\n`,
  )
}
