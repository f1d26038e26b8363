// Finds out what a function's body does: which modules it imports, and what else it calls or answers.

import type { Token } from './source-tokens.js'

// `import()` itself, and what Vite makes of it in a module that it has transformed.
const IMPORTS: ReadonlySet<string> = new Set(['import', '__vite_ssr_dynamic_import__'])

// Members that pass a module on: the promise's own, and Vitest's wrapper where Node loads test files natively.
const PASSING_ON: ReadonlySet<string> = new Set(['then', 'wrapDynamicImport'])

// Other ways to load a module: whether a loader was meant cannot be told.
const OTHER_LOADERS: ReadonlySet<string> = new Set(['require', 'importActual', 'importMock'])

/** Names before parentheses that are no call. */
const NO_CALLEE: ReadonlySet<string> = new Set(
  'return await typeof void delete in of instanceof case function async if for while switch with catch'.split(' '),
)

/** Names that begin what a loader does not need. */
const STATEMENTS: ReadonlySet<string> = new Set(
  'if for while do switch try throw yield new class with debugger'.split(' '),
)

/** All that surrounds an import which is given back as it is; the last ones are of Vitest's wrapper. */
const AROUND_IMPORT: ReadonlySet<string> = new Set(
  '=> ( ) { } ; return await async . [ ] globalThis wrapDynamicImport'.split(' '),
)

/** Vitest's wrapper, by its global name. */
const isMocker = (text: string): boolean => text.endsWith('_mocker__"')

/** What a function's body does, as far as loaders and handlers differ by it. */
export interface Findings {
  /** Nothing is there but an import, whose module is given back as it is. */
  readonly bare: boolean
  readonly imports: readonly { readonly specifier?: string }[]
  /** Calls such as `require()`, as text. */
  readonly otherLoaders: readonly string[]
  /** What else the body does, as text. */
  readonly others: readonly string[]
}

/** Reads the body that begins at `start`, without its coverage counters. */
export function readBody(tokens: readonly Token[], partners: ReadonlyMap<number, number>, start: number): Findings {
  return new Body(tokens, partners).read(start)
}

/** Walks over the body once, left to right. */
class Body {
  readonly #tokens: readonly Token[]
  readonly #partners: ReadonlyMap<number, number>
  readonly #imports: { readonly specifier?: string }[] = []
  readonly #otherLoaders: string[] = []
  readonly #others: string[] = []
  /** What stands beside the imports. */
  readonly #beside = new Set<string>()

  constructor(tokens: readonly Token[], partners: ReadonlyMap<number, number>) {
    this.#tokens = tokens
    this.#partners = partners
  }

  read(start: number): Findings {
    let index = start
    while (index < this.#tokens.length) index = this.#step(index)
    return { bare: this.#isBare(), imports: this.#imports, otherLoaders: this.#otherLoaders, others: this.#others }
  }

  #isBare(): boolean {
    const gives = !this.#beside.has('{') || this.#beside.has('return')
    return gives && [...this.#beside].every((text) => AROUND_IMPORT.has(text) || isMocker(text))
  }

  /** Takes in the token at `index`; returns where to go on. */
  #step(index: number): number {
    const token = this.#tokens[index]
    if (token && !(IMPORTS.has(token.text) && this.#text(index + 1) === '(')) this.#beside.add(token.text)
    if (token?.text === '(' && token.kind === 'punctuator') return this.#parenthesis(index)
    if (token?.kind === 'template' && this.#isCallee(index - 1) && !token.text.startsWith('}')) {
      this.#others.push('a tagged template')
    } else if (this.#isAnswer(index))
      this.#others.push(token?.kind === 'template' ? 'a text' : `the value ${token?.text}`)
    else if (token?.kind === 'name' && STATEMENTS.has(token.text) && !this.#isProperty(index))
      this.#others.push(token.text)
    return index + 1
  }

  #parenthesis(index: number): number {
    if (!this.#isCall(index)) return index + 1
    const callee = this.#text(index - 1)
    const after = (this.#partners.get(index) ?? index) + 1
    if (IMPORTS.has(callee) && !this.#isMember(index - 1) && after > index + 2) {
      this.#imports.push(this.#argument(index))
      return after
    }
    if (this.#isVariableImport(index, after)) {
      this.#imports.push({})
      return after
    }
    if (OTHER_LOADERS.has(callee)) {
      this.#otherLoaders.push(`${callee}()`)
      return after
    }
    if (!PASSING_ON.has(callee) || !this.#isMember(index - 1)) this.#others.push(`it calls ${this.#calleeText(index)}`)
    return index + 1
  }

  #isCall(index: number): boolean {
    if (!this.#isCallee(index - 1)) return false
    const declares =
      this.#text(index - 2) === 'function' || this.#text((this.#partners.get(index) ?? index) + 1) === '=>'
    return !declares
  }

  /** Whether what ends at `index` can be called. */
  #isCallee(index: number): boolean {
    const token = this.#tokens[index]
    if (token?.kind === 'name') return !NO_CALLEE.has(token.text) || this.#isMember(index)
    return token?.kind === 'template' || [')', ']', '}', '?.'].includes(token?.text ?? '')
  }

  // `import(`./${name}.js`)` as Vite writes it: a call with all files that fit, each behind an import of its own.
  #isVariableImport(open: number, after: number): boolean {
    const texts = this.#tokens.slice(open, after).map(({ kind, text }) => (kind === 'string' ? "''" : text))
    return /^\( \( Object \. assign \( \{ (?:'' : \( \) => (?:import|__vite_ssr_dynamic_import__) \( '' \)(?: \. then \( m => m \[ '' \] \))? ,? ?)*\} \) \) , `/.test(
      texts.join(' '),
    )
  }

  /** A literal that is answered, as only a handler does: `{ statusCode: 200 }`, `return 'ok'`. */
  #isAnswer(index: number): boolean {
    const token = this.#tokens[index]
    const literal = token?.kind === 'name' ? /^(?:true|false|null)$/.test(token.text) : token?.kind !== 'punctuator'
    return literal && [':', 'return', '=>'].includes(this.#text(index - 1))
  }

  #argument(open: number): { readonly specifier?: string } {
    const first = this.#tokens[open + 1]
    const whole = [')', ','].includes(this.#text(open + 2))
    const literal = first?.kind === 'string' || (first?.kind === 'template' && first.text.endsWith('`'))
    if (!first || !whole || !literal || first.text.includes('\\')) return {}
    return { specifier: first.text.slice(1, -1) }
  }

  #isMember(index: number): boolean {
    return ['.', '?.'].includes(this.#text(index - 1))
  }

  #isProperty(index: number): boolean {
    return this.#isMember(index) || this.#text(index + 1) === ':'
  }

  #calleeText(open: number): string {
    if (this.#tokens[open - 1]?.kind !== 'name') return 'a computed function'
    const parts = [this.#text(open - 1)]
    let index = open - 1
    while (this.#isMember(index) && this.#tokens[index - 2]?.kind === 'name') {
      parts.unshift(this.#text(index - 2), this.#text(index - 1))
      index -= 2
    }
    return `${parts.join('')}()`
  }

  #text(index: number): string {
    return this.#tokens[index]?.text ?? ''
  }
}
