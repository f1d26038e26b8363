// The program that all threads run, with what V8 has compiled of it: kept from run to run, so that none compiles it again.

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a thread needs to run it. */
export interface ProgramText {
  /** The path of the file, by which stacks name it. */
  readonly file: string
  readonly source: string
  /** What V8 has compiled of it in another thread; undefined: nobody has handed that over. */
  readonly compiled: Uint8Array | undefined
}

const DIGEST_BYTES = 32

export class Program {
  readonly #file: string
  readonly #folder: string | undefined
  #text: ProgramText | undefined

  /** `folder`: where what is compiled is kept; undefined: nowhere. */
  constructor(file: string, folder: string | undefined) {
    this.#file = file
    this.#folder = folder
  }

  get text(): ProgramText {
    return (this.#text ??= this.#read())
  }

  /** What a thread has compiled, after all of it has run there. */
  keep(compiled: Uint8Array): void {
    const { file, source } = this.text
    this.#text = { file, source, compiled }
    if (this.#folder === undefined) return
    const path = this.#path(this.#folder)
    const written = `${path}-${process.pid}`
    try {
      mkdirSync(this.#folder, { recursive: true })
      writeFileSync(written, Buffer.concat([digest(source, compiled), compiled]))
      // At once: others read it.
      renameSync(written, path)
    } catch {
      // The next run compiles it again.
    }
  }

  #read(): ProgramText {
    const source = readFileSync(this.#file, 'utf8')
    return {
      file: this.#file,
      source,
      compiled: this.#folder === undefined ? undefined : this.#kept(this.#folder, source),
    }
  }

  /** V8 knows what another version of its own has compiled; of the source, it looks at the length only. */
  #kept(folder: string, source: string): Uint8Array | undefined {
    let bytes: Buffer
    try {
      bytes = readFileSync(this.#path(folder))
    } catch {
      return undefined
    }
    const compiled = bytes.subarray(DIGEST_BYTES)
    return bytes.subarray(0, DIGEST_BYTES).equals(digest(source, compiled)) ? compiled : undefined
  }

  /** One for each Node.js: the next version of this package writes over it. */
  #path(folder: string): string {
    return join(folder, `thread-${process.version}-${process.arch}`)
  }
}

function digest(source: string, compiled: Uint8Array): Buffer {
  return createHash('sha256').update(source).update(compiled).digest()
}
