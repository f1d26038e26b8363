// Filter patterns of CloudWatch Logs for lines that are JSON: `{ $.level = "ERROR" && $.attempt > 1 }`.

import { parsedFields } from '../record/parsed-json.js'
import { atPath, type JsonPath, readPath } from './json-path.js'
import { LogPatternError } from './log-pattern-error.js'

/** Whether a line, parsed, is what a part of the pattern wants. */
type Test = (line: unknown) => boolean

/**
 * What tells whether a line is JSON and as the pattern says. Throws a `LogPatternError`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-events-json
 */
export function compileJsonPattern(pattern: string): (line: string) => boolean {
  if (!pattern.endsWith('}')) throw new LogPatternError('the pattern begins with { and does not end with }')
  const test = new Parser(pattern.slice(1, -1)).whole()
  return (line) => {
    const parsed = parsedFields(line)
    return parsed !== undefined && test(parsed)
  }
}

const TOKEN = /\s*(&&|\|\||[()]|!=|<=|>=|=|<|>|"(?:[^"\\]|\\.)*"|[^\s()=<>!&|"]+|\S)/g

/** && binds more tightly than ||, and parentheses more than both. */
class Parser {
  readonly #tokens: string[]

  constructor(text: string) {
    this.#tokens = [...text.matchAll(TOKEN)].map(([, token = '']) => token)
  }

  whole(): Test {
    const test = this.#any()
    const rest = this.#tokens[0]
    if (rest !== undefined) throw new LogPatternError(`"${rest}" is not expected where it stands`)
    return test
  }

  #any(): Test {
    const tests = [this.#all()]
    while (this.#took('||')) tests.push(this.#all())
    return (line) => tests.some((test) => test(line))
  }

  #all(): Test {
    const tests = [this.#one()]
    while (this.#took('&&')) tests.push(this.#one())
    return (line) => tests.every((test) => test(line))
  }

  #one(): Test {
    if (!this.#took('(')) return this.#comparison()
    const test = this.#any()
    if (!this.#took(')')) throw new LogPatternError('a parenthesis is not closed')
    return test
  }

  #comparison(): Test {
    const selector = this.#next('a selector such as $.level')
    const path = selector.startsWith('$') ? readPath(selector) : undefined
    if (!path) throw new LogPatternError(`"${selector}" is no selector such as $.level or $.items[0].id`)
    const operator = this.#next(`=, !=, <, >, <=, >=, IS or NOT EXISTS after ${selector}`)
    if (operator === 'IS') return isTest(path, this.#next('NULL, TRUE or FALSE after IS'))
    if (operator === 'NOT' && this.#took('EXISTS')) return (line) => atPath(line, path) === undefined
    if (!['=', '!=', '<', '>', '<=', '>='].includes(operator)) {
      throw new LogPatternError(`"${operator}" is none of =, !=, <, >, <=, >=, IS and NOT EXISTS`)
    }
    return comparisonTest(path, operator, this.#next(`a value after ${operator}`))
  }

  #took(token: string): boolean {
    if (this.#tokens[0] !== token) return false
    this.#tokens.shift()
    return true
  }

  #next(wanted: string): string {
    const token = this.#tokens.shift()
    if (token === undefined) throw new LogPatternError(`the pattern ends where it takes ${wanted}`)
    return token
  }
}

const CONSTANTS: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false }

function isTest(path: JsonPath, name: string): Test {
  if (!Object.hasOwn(CONSTANTS, name))
    throw new LogPatternError(`"IS ${name}" is none of IS NULL, IS TRUE and IS FALSE`)
  const wanted = CONSTANTS[name]
  return (line) => atPath(line, path) === wanted
}

/** What is not in the line, or is a list or an object, compares with nothing. */
function comparisonTest(path: JsonPath, operator: string, token: string): Test {
  if (token.startsWith('%')) throw new LogPatternError('regular expressions, %…%, are not built yet')
  const compare = NUMBER.test(token) ? numberTest(operator, Number(token)) : textTest(operator, token)
  return (line) => {
    const value = atPath(line, path)
    return (typeof value === 'string' || typeof value === 'number') && compare(value)
  }
}

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i

const NUMBER_COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '!=': (value, bound) => value !== bound,
  '<': (value, bound) => value < bound,
  '>': (value, bound) => value > bound,
  '<=': (value, bound) => value <= bound,
  '>=': (value, bound) => value >= bound,
}

function numberTest(operator: string, bound: number): (value: string | number) => boolean {
  return (value) => typeof value === 'number' && NUMBER_COMPARISONS[operator]?.(value, bound) === true
}

/** `*` is any text, also in what is not quoted: `$.code = 4*`. */
function textTest(operator: string, token: string): (value: string | number) => boolean {
  if (operator !== '=' && operator !== '!=') {
    throw new LogPatternError(`${operator} compares numbers, and ${token} is none`)
  }
  const text = token.startsWith('"') ? token.slice(1, -1).replaceAll(/\\(.)/g, '$1') : token
  const escaped = text.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  const whole = new RegExp(`^${escaped.join('[\\s\\S]*')}$`)
  return (value) => whole.test(String(value)) === (operator === '=')
}
