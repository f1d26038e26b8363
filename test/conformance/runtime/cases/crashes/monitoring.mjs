// A function that only watches exceptions go by, and one that changes its mind.

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

export const monitor = async () => {
  process.on('uncaughtExceptionMonitor', (error, origin) => console.log('seen:', origin, error.message))
  setTimeout(() => {
    throw new Error('in a timer')
  }, 5)
  await sleep(30)
  return 'unreached'
}
export const rethrown = async () => {
  process.on('unhandledRejection', (reason) => {
    throw reason
  })
  Promise.reject(new Error('thrown again'))
  await sleep(30)
  return 'unreached'
}
export const removed = async () => {
  const listener = () => console.log('never called')
  process.on('unhandledRejection', listener)
  process.off('unhandledRejection', listener)
  Promise.reject(new Error('nobody listens any more'))
  await sleep(30)
  return 'unreached'
}
export const fallback = async () => {
  process.on('uncaughtException', (error, origin) => console.log('mine:', origin, error.message))
  Promise.reject(new Error('a rejection'))
  await sleep(30)
  return 'survived'
}
export const listenerCounts = async () =>
  Object.fromEntries(
    ['uncaughtException', 'unhandledRejection', 'beforeExit', 'exit', 'SIGTERM', 'SIGINT'].map((name) => [
      name,
      process.listenerCount(name),
    ]),
  )
