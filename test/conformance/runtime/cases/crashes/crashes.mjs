// What ends the runtime process, or keeps an invocation from ever ending.

import { EventEmitter } from 'node:events'

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))
let count = 0

export const floatingRejection = async () => {
  Promise.reject(new RangeError('nobody cares'))
  await sleep(50)
  return 'unreached'
}
export const floatingText = async () => {
  Promise.reject('a text')
  await sleep(50)
  return 'unreached'
}
export const floatingNothing = async () => {
  Promise.reject()
  await sleep(50)
  return 'unreached'
}
export const floatingObject = async () => {
  Promise.reject({ code: 7 })
  await sleep(50)
  return 'unreached'
}
export const floatingLater = async () => {
  sleep(20).then(() => {
    throw new Error('a timer later')
  })
  await sleep(60)
  return 'unreached'
}
export const floatingAsReturned = async () => {
  Promise.reject(new Error('as it returns'))
  return 'returned at once'
}
export const handledLate = async () => {
  const failed = Promise.reject(new Error('handled in time'))
  await null
  await failed.catch(() => {})
  return 'handled'
}
export const handledTooLate = async () => {
  const failed = Promise.reject(new Error('handled too late'))
  await sleep(20)
  await failed.catch(() => {})
  return 'handled'
}
export const timerThrows = async () => {
  setTimeout(() => {
    throw new RangeError('in a timer')
  }, 10)
  await sleep(50)
  return 'unreached'
}
export const immediateThrows = async () => {
  setImmediate(() => {
    throw new RangeError('in an immediate')
  })
  await sleep(50)
  return 'unreached'
}
export const tickThrows = async () => {
  process.nextTick(() => {
    throw new RangeError('in a tick')
  })
  await sleep(50)
  return 'unreached'
}
export const microtaskThrows = async () => {
  queueMicrotask(() => {
    throw new RangeError('in a microtask')
  })
  await sleep(50)
  return 'unreached'
}
export const timerThrowsText = async () => {
  setTimeout(() => {
    throw 'a text'
  }, 10)
  await sleep(50)
  return 'unreached'
}
export const timerThrowsFields = async () => {
  setTimeout(() => {
    throw Object.assign(new TypeError('with fields'), { code: 'E_FIELD' })
  }, 10)
  await sleep(50)
  return 'unreached'
}
export const emitterLater = async () => {
  setImmediate(() => new EventEmitter().emit('error', new Error('emitted')))
  await sleep(50)
  return 'unreached'
}
export const emitterAtOnce = async () => {
  new EventEmitter().emit('error', new Error('emitted at once'))
  return 'unreached'
}
export const emitterNoError = async () => {
  new EventEmitter().emit('error', 'a text')
  return 'unreached'
}
export const thrownAsReturned = async () => {
  setImmediate(() => {
    throw new Error('in the turn of the answer')
  })
  return 'returned at once'
}
export const countThenCrash = async ({ crash }) => {
  count++
  if (crash) {
    setTimeout(() => {
      throw new Error('crash')
    }, 1)
    await sleep(30)
  }
  return { count }
}
export const exits = async ({ code }) => {
  process.exit(code)
}
export const exitsByCode = async () => {
  process.exitCode = 4
  process.exit()
}
export const setsExitCode = async () => {
  process.exitCode = 5
  return 'only set'
}
export const setsExitCodeAndHangs = async () => {
  process.exitCode = 5
  await new Promise(() => {})
}
export const exitsLater = async () => {
  setTimeout(() => process.exit(6), 10)
  await sleep(50)
  return 'unreached'
}
export const exitsInFinally = async () => {
  try {
    await sleep(5)
    process.exit(3)
  } finally {
    console.log('finally')
  }
}
export const exitListeners = async () => {
  process.on('exit', (code) => console.log('exit listener', code))
  process.exit(2)
}
export const countThenExit = async ({ exit }) => {
  count++
  if (exit) process.exit(0)
  return { count }
}
export const logsAndExits = async () => {
  console.log('last words')
  process.exit(1)
}
export const killed = async () => {
  process.kill(process.pid, 'SIGKILL')
  await sleep(500)
}
export const terminated = async () => {
  process.kill(process.pid, 'SIGTERM')
  await sleep(500)
  return 'lived'
}
export const interrupted = async () => {
  process.kill(process.pid, 'SIGINT')
  await sleep(500)
  return 'lived'
}
export const heedsSignalInTime = async () => {
  process.once('SIGUSR2', () => console.log('heard SIGUSR2'))
  process.kill(process.pid, 'SIGUSR2')
  await sleep(30)
  return 'lived'
}
export const signalZero = async () => ({ alive: process.kill(process.pid, 0) })
export const hangs = () => new Promise(() => {})
export const hangsAsync = async () => {
  try {
    await new Promise(() => {})
  } finally {
    console.log('finally')
  }
}
export const hangsOnUnrefd = async () => {
  await new Promise((done) => setTimeout(done, 100).unref())
  return 'unreached'
}
export const hangsWithTimer = () => {
  setInterval(() => {}, 300)
  return new Promise(() => {})
}
export const hangsAfterWork = async () => {
  await sleep(10)
  console.log('worked')
  await new Promise(() => {})
}
export const hangsOnThenable = () => ({ then: () => ({ catch() {} }) })
export const beforeExit = async () => {
  process.once('beforeExit', () => console.log('the loop is empty'))
  await new Promise(() => {})
}
export const beforeExitSettles = async () =>
  new Promise((done) => process.once('beforeExit', () => done('settled late')))
export const beforeExitWork = async () =>
  new Promise((done) => process.once('beforeExit', () => setTimeout(done, 10, 'after more work')))
export const overruns = async () => {
  await sleep(2_000)
  return 'unreached'
}
export const overrunsInSteps = async () => {
  for (let step = 0; step < 100; step++) {
    await sleep(300)
    console.log('step', step)
  }
}
