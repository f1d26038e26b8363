// Handlers with a callback, as nodejs22.x still takes them; nodejs24.x refuses each of them at Init.

const later = (ms, run) => setTimeout(run, ms)

exports.answers = (event, context, callback) => callback(null, { viaCallback: true })
exports.answersUndefined = (event, context, callback) => callback(undefined, 'no error')
exports.answersNothing = (event, context, callback) => callback()
exports.answersLater = (event, context, callback) => void later(20, () => callback(null, 'later'))
exports.fails = (event, context, callback) => callback(new TypeError('called back'))
exports.failsWithText = (event, context, callback) => callback('a text')
exports.failsWithObject = (event, context, callback) => callback({ code: 7 })
exports.failsWithFalse = (event, context, callback) => callback(false, 'value')
exports.failsWithZero = (event, context, callback) => callback(0, 'value')
exports.failsBoth = (event, context, callback) => callback(new Error('and a value'), 'value')
exports.failsWhileWorkIsLeft = (event, context, callback) => {
  later(60, () => console.log('after the error'))
  callback(new Error('at once'))
}
exports.waitsForTheLoop = (event, context, callback) => {
  later(40, () => console.log('work left'))
  callback(null, 'held')
}
exports.doesNotWait = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  later(400, () => console.log('work left'))
  callback(null, 'at once')
}
exports.setTooLate = (event, context, callback) => {
  later(40, () => console.log('work left'))
  callback(null, 'held')
  context.callbackWaitsForEmptyEventLoop = false
}
exports.interval = (event, context, callback) => {
  setInterval(() => {}, 50)
  callback(null, 'held by the interval')
}
exports.unrefd = (event, context, callback) => {
  setInterval(() => {}, 50).unref()
  callback(null, 'not held')
}
exports.neverCalled = (event, context, callback) => {}
exports.neverCalledAsync = async (event, context, callback) => {}
exports.twice = (event, context, callback) => {
  callback(null, 'first')
  callback(null, 'second')
}
exports.errorThenValue = (event, context, callback) => {
  callback(new Error('first'))
  callback(null, 'second')
}
exports.valueThenError = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  callback(null, 'first')
  callback(new Error('second'))
}
exports.asyncCallsBack = async (event, context, callback) => {
  callback(null, 'called back')
  return 'returned'
}
exports.asyncCallsBackLater = async (event, context, callback) => {
  later(20, () => callback(null, 'called back'))
  return 'returned'
}
exports.asyncCallsBackThenThrows = async (event, context, callback) => {
  callback(null, 'called back')
  throw new Error('thrown')
}
exports.throwsBefore = (event, context, callback) => {
  throw new RangeError('before any callback')
}
exports.throwsAfter = (event, context, callback) => {
  callback(null, 'first')
  throw new RangeError('after the callback')
}
exports.returnsValue = (event, context, callback) => 'ignored'
exports.returnsPromise = (event, context, callback) => Promise.resolve('promised')
exports.bigintHeld = (event, context, callback) => callback(null, 1n)
exports.bigintAtOnce = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  callback(null, 1n)
}
exports.circular = (event, context, callback) => {
  context.callbackWaitsForEmptyEventLoop = false
  const circle = {}
  circle.self = circle
  callback(null, circle)
}
exports.succeed = (event, context, callback) => context.succeed({ via: 'succeed' })
exports.fail = (event, context, callback) => context.fail(new TypeError('failed'))
exports.failEmpty = (event, context, callback) => context.fail()
exports.failText = (event, context, callback) => context.fail('a text')
exports.done = (event, context, callback) => context.done(null, { via: 'done' })
exports.doneError = (event, context, callback) => context.done(new TypeError('done'))
exports.doneNothing = (event, context, callback) => context.done()
exports.succeedDoesNotWait = (event, context, callback) => {
  later(400, () => console.log('work left'))
  context.succeed('at once')
}
exports.succeedThenCallback = (event, context, callback) => {
  context.succeed('first')
  callback(null, 'second')
}
exports.succeedWithTwo = (event, context) => context.succeed({ parameters: exports.succeedWithTwo.length })
exports.failWithTwo = (event, context) => context.fail(new Error('no such method on nodejs24.x'))
exports.doneInAsync = async (event, context) => context.done(null, 'from an async handler')
exports.timerThrows = (event, context, callback) =>
  void later(10, () => {
    throw new RangeError('in a timer')
  })
exports.nested = (event, context, callback) => {
  setImmediate(() => process.nextTick(() => later(5, () => callback(null, 'from far away'))))
}
exports.isBound = (event, context, callback) => {
  const call = callback
  later(1, () => call.call(undefined, null, 'without this'))
}
exports.immediateBeforeAnswer = (event, context, callback) => {
  setImmediate(() => console.log('immediate'))
  callback(null, 'after it')
}
