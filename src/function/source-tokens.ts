// Splits JavaScript source into tokens, so that the text of strings, templates, comments and regular expressions is
// never taken for code.

/** A token; comments and blanks are none. A template is one token, or one for each stretch between substitutions. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'template' | 'regex' | 'punctuator'
  readonly text: string
}

// All sticky: where to match is set before every use, so nothing is remembered between two.
const BLANK = /(?:[\s\uFEFF]+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)+/y
const NAME =
  /(?:[\p{ID_Start}$_#]|\\u(?:[\dA-Fa-f]{4}|\{[\dA-Fa-f]+\}))(?:[\p{ID_Continue}$\u200C\u200D]|\\u(?:[\dA-Fa-f]{4}|\{[\dA-Fa-f]+\}))*/uy
const NUMBER = /(?:0[xX][\dA-Fa-f_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?[\d_]+)?)n?/y
const STRING = /'(?:[^'\\\n\r]|\\(?:\r\n|[^]))*'|"(?:[^"\\\n\r]|\\(?:\r\n|[^]))*"/y
const REGEX = /\/(?:[^/\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+\/[\p{ID_Continue}$]*/uy
const TEMPLATE = /(?:[^`\\$]|\\[^]|\$(?!\{))*(?:`|\$\{)/y
const PUNCTUATOR = /=>|\?\.(?!\d)|\.\.\.|\+\+|--|&&|\|\||\?\?|[^]/uy

/** Names after which a value begins, so that `/` begins a regular expression. */
const BEFORE_VALUE: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case do else await yield'.split(' '),
)
/** Names whose parentheses are followed by a statement. */
const BEFORE_STATEMENT: ReadonlySet<string> = new Set(['if', 'while', 'for', 'with'])

/** All tokens of `source`, or `undefined` when it is not JavaScript that this can read. */
export function tokenize(source: string): readonly Token[] | undefined {
  return new Tokenizer(source).run()
}

/** For each bracket the index of its partner; `undefined` when they do not pair. */
export function pairBrackets(tokens: readonly Token[]): ReadonlyMap<number, number> | undefined {
  const partners = new Map<number, number>()
  const open: number[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'punctuator') continue
    if ('([{'.includes(token.text)) open.push(index)
    else if (')]}'.includes(token.text)) {
      const start = open.pop()
      if (start === undefined || !isPair(tokens[start]?.text, token.text)) return undefined
      partners.set(start, index).set(index, start)
    }
  }
  return open.length === 0 ? partners : undefined
}

function isPair(opening: string | undefined, closing: string): boolean {
  return opening === '(' ? closing === ')' : opening === '[' ? closing === ']' : closing === '}'
}

/** What was open when a bracket was met: it decides what a `/` behind the closing one means. */
interface Opening {
  readonly bracket: '(' | '[' | '{' | '${'
  /** A value may begin behind the closing bracket. */
  readonly valueFollows: boolean
}

class Tokenizer {
  readonly #source: string
  readonly #tokens: Token[] = []
  readonly #open: Opening[] = []
  #at = 0
  /** Whether a value may begin here; if not, `/` divides. */
  #valueMayBegin = true

  constructor(source: string) {
    this.#source = source
  }

  run(): readonly Token[] | undefined {
    while (this.#skipBlanks()) {
      if (!this.#next()) return undefined
    }
    return this.#open.length === 0 ? this.#tokens : undefined
  }

  #skipBlanks(): boolean {
    this.#take(BLANK)
    return this.#at < this.#source.length
  }

  #next(): boolean {
    const character = this.#source.charAt(this.#at)
    if (character === '`') return this.#template('`')
    if (character === '}' && this.#open.at(-1)?.bracket === '${') {
      this.#open.pop()
      return this.#template('}')
    }
    if (character === "'" || character === '"') return this.#value('string', this.#take(STRING))
    if (/[\d.]/.test(character) && this.#value('number', this.#take(NUMBER))) return true
    if (character === '/' && this.#valueMayBegin && this.#value('regex', this.#take(REGEX))) return true
    const name = this.#take(NAME)
    return name === undefined ? this.#punctuator() : this.#name(name)
  }

  #template(start: '`' | '}'): boolean {
    this.#at += 1
    const rest = this.#take(TEMPLATE)
    if (rest === undefined) return false
    this.#push('template', start + rest)
    this.#valueMayBegin = rest.endsWith('${')
    if (this.#valueMayBegin) this.#open.push({ bracket: '${', valueFollows: false })
    return true
  }

  #value(kind: Token['kind'], text: string | undefined): boolean {
    if (text === undefined) return false
    this.#push(kind, text)
    this.#valueMayBegin = false
    return true
  }

  #name(text: string): boolean {
    const isMember = this.#isMember()
    this.#push('name', text)
    this.#valueMayBegin = !isMember && BEFORE_VALUE.has(text)
    return true
  }

  #punctuator(): boolean {
    const text = this.#take(PUNCTUATOR) ?? ''
    if (text === '(' || text === '[' || text === '{') {
      this.#open.push({ bracket: text, valueFollows: this.#valueFollows(text) })
      this.#valueMayBegin = true
    } else if (text === ')' || text === ']' || text === '}') {
      const opening = this.#open.pop()
      if (opening === undefined || !isPair(opening.bracket, text)) return false
      this.#valueMayBegin = opening.valueFollows
    } else if (text !== '++' && text !== '--') this.#valueMayBegin = true
    this.#push('punctuator', text)
    return true
  }

  // `if (x) /re/.test(y)`, and a block, which a statement follows; an object or a call is followed by a division.
  #valueFollows(bracket: '(' | '[' | '{'): boolean {
    const before = this.#tokens.at(-1)
    if (bracket === '[') return false
    if (bracket === '(') return before?.kind === 'name' && BEFORE_STATEMENT.has(before.text)
    if (before === undefined) return true
    if (before.kind === 'name') return !BEFORE_VALUE.has(before.text) || before.text === 'else' || before.text === 'do'
    return [')', ';', '{', '}', '=>'].includes(before.text)
  }

  #isMember(): boolean {
    const before = this.#tokens.at(-1)?.text
    return before === '.' || before === '?.'
  }

  #push(kind: Token['kind'], text: string): void {
    this.#tokens.push({ kind, text })
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const [text] = pattern.exec(this.#source) ?? []
    if (text === undefined) return undefined
    this.#at += text.length
    return text
  }
}
