// One handler for each thing that the console can be given.

class Custom extends Error {}
const made = () => Object.assign(new Custom('boom'), { code: 'E_X', stack: 'Custom: boom\n    at fake (file.js:1:1)' })
const withStack = (error) =>
  Object.assign(error, { stack: `${error.name}: ${error.message}\n    at fake (file.js:2:2)` })
const logging =
  (...args) =>
  async () =>
    console.log(...args)

export const text = logging('plain')
export const nothing = logging()
export const undefinedValue = logging(undefined)
export const nullValue = logging(null)
export const emptyText = logging('')
export const number = logging(42)
export const numbers = logging(-0, NaN, 1e21)
export const yes = logging(true)
export const bigint = logging(10n)
export const symbol = logging(Symbol('s'))
export const func = logging(function named() {})
export const object = logging({ a: 1, nested: { deep: { deeper: { deepest: 1 } } } })
export const list = logging(['x', 1, [2]])
export const emptyObject = logging({})
export const undefinedField = logging({ a: undefined, b: null })
export const map = logging(new Map([['k', { v: 1 }]]))
export const set = logging(new Set([1, 'a']))
export const date = logging(new Date(0))
export const buffer = logging(Buffer.from('hi'))
export const regExp = logging(/a+/g)
export const promise = logging(Promise.resolve(1))
export const withToJSON = logging({ toJSON: () => ({ from: 'toJSON' }) })
export const toJSONThrows = logging({
  a: 1,
  toJSON() {
    throw new Error('no JSON')
  },
})
export const bigintInside = logging({ big: 1n })
export const circle = async () => {
  const value = { name: 'circle' }
  value.self = value
  console.log(value)
}
export const instance = logging(
  new (class Point {
    x = 1
  })(),
)
export const lines = logging('line 1\nline 2\n\nline 4')
export const lastNewline = logging('ends with a newline\n')
export const carriageReturn = logging('a\r\nb')
export const tab = logging('tab\there')
export const nulCharacter = logging('a\0b')
export const unicode = logging('é✓𝄞\u2028')
export const quotes = logging('"quoted" \\ and \'single\'')
export const jsonText = logging('{"level":"INFO","message":"mine"}')
export const format = logging('%s is %d and %j', 'a', 1, { b: 2 }, 'rest')
export const formatObjects = logging('%o %O %i %f', [1], { a: 1 }, '42.5', '1.5')
export const formatUnknown = logging('%x %%', 1)
export const formatStyled = logging('%c styled', 'color: red')
export const formatMissing = logging('%s and %s', 'one')
export const percent = logging('100%')
export const percentAndMore = logging('100%', 1)
export const onePercentS = logging('%s')
export const two = logging('two', { a: 1 })
export const twoObjects = logging({ a: 1 }, { b: 2 })
export const manyKinds = logging(1, 'a', null, undefined, true, [1], Symbol('s'), 10n)
export const objectWithNewline = logging({ text: 'a\nb' })
export const levels = async () => {
  console.trace('trace')
  console.debug('debug')
  console.log('log')
  console.info('info')
  console.warn('warn')
  console.error('error')
  console.fatal?.('fatal')
}
export const emptyLevels = async () => {
  console.warn()
  console.error()
}
export const error = async () => console.error(made())
export const errorAfterText = async () => console.error('with', made())
export const errorFirst = async () => console.error(made(), 'after')
export const errorInObject = async () => console.error({ err: made() })
export const errorInList = async () => console.error([made()])
export const twoErrors = async () => console.error('two', made(), withStack(new TypeError('second')))
export const bothErrors = async () => console.error(made(), withStack(new TypeError('second')))
export const errorWithCause = async () =>
  console.error(withStack(new Error('outer', { cause: withStack(new RangeError('inner')) })))
export const errorFormatted = async () => console.error('failed: %s', made())
export const errorWithoutStack = async () => console.error(Object.assign(new Error('bare'), { stack: undefined }))
export const errorNamed = async () => console.error(withStack(Object.assign(new Error('named'), { name: 'Renamed' })))
export const errorOnInfo = async () => console.info(made())
export const aggregate = async () =>
  console.error(withStack(new AggregateError([withStack(new Error('one'))], 'several')))
export const dir = async () => {
  console.dir({ a: 1 })
  console.dirxml({ b: 2 })
}
export const table = async () => console.table([{ a: 1 }, { a: 2 }])
export const group = async () => {
  console.group('group')
  console.log('inside')
  console.groupEnd()
  console.log('outside')
}
export const count = async () => {
  console.count()
  console.count('named')
  console.countReset()
  console.count()
}
export const assertion = async () => {
  console.assert(true, 'holds')
  console.assert(false, 'fails', { a: 1 })
  console.assert(false)
}
export const timeUnknown = async () => {
  console.timeEnd('never started')
  console.timeLog('never started')
}
export const raw = async () => {
  process.stdout.write('raw stdout\n')
  process.stderr.write('raw stderr\n')
}
export const rawLines = async () => process.stdout.write('one\ntwo\n\nfour\n')
export const rawNoNewline = async () => {
  process.stdout.write('no ')
  process.stdout.write('newline')
}
export const rawBytes = async () => process.stdout.write(Buffer.from('bytes é\n'))
export const rawJson = async () => process.stdout.write('{"level":"WARN","message":"mine"}\n')
export const mixed = async () => {
  console.log('first')
  process.stdout.write('second\n')
  console.error('third')
  process.stderr.write('fourth\n')
}
export const warning = async () => {
  process.emitWarning('careful', { code: 'W1' })
  await new Promise((done) => setTimeout(done, 5))
}
export const warningDetail = async () => {
  process.emitWarning('careful', { type: 'Custom', detail: 'and why' })
  await new Promise((done) => setTimeout(done, 5))
}
export const detached = async () => {
  const { log } = console
  log('detached')
}
export const replaced = async () => {
  const { log } = console
  const kept = []
  console.log = (...args) => kept.push(args)
  console.log('kept')
  console.log = log
  console.log('restored')
  return kept
}
export const fromTimer = async () => {
  setTimeout(() => console.log('in a timer'), 5)
  await new Promise((done) => setTimeout(done, 20))
}
export const ids = async () => {
  console.log('one')
  await null
  console.log('two')
}
export const thrown = async () => {
  throw Object.assign(new TypeError('boom'), { code: 'E', cause: new Error('why') })
}
export const thrownText = async () => {
  throw 'text'
}
export const long = async () => console.log('x'.repeat(2_000))
export const own = async () => {
  const { Console } = await import('node:console')
  new Console(process.stdout).log('a console of its own', { a: 1 })
}
export const noResult = async () => {}
export const errorHere = async () => console.error(new RangeError('made here'))
export const errorHereAfterText = async () => console.error('with', new RangeError('made here'), 'and more')
export const errorHereWithFields = async () =>
  console.error(Object.assign(new RangeError('made here'), { code: 'E_X', cause: new Error('for this reason') }))
export const errorHereAfterWait = async () => {
  await null
  console.error(new RangeError('made here'))
}
