// A function with listeners of its own for what would end its process.

const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

process.on('uncaughtException', (error, origin) => console.log('mine:', origin, String(error)))
process.on('unhandledRejection', (reason) => console.log('mine: rejection', String(reason)))

export const rejection = async () => {
  Promise.reject(new Error('floating'))
  await sleep(30)
  return 'survived'
}
export const exception = async () => {
  setTimeout(() => {
    throw new Error('in a timer')
  }, 5)
  await sleep(30)
  return 'survived'
}
export const counts = async () =>
  Object.fromEntries(['uncaughtException', 'unhandledRejection'].map((name) => [name, process.listenerCount(name)]))
