// Changes what everybody shares, when it is loaded and when it is invoked, and says what it finds.

declare global {
  var madeAtInit: number | undefined
  var madeByHandler: number | undefined
}

globalThis.madeAtInit = 1
console.info = (...args: unknown[]) => console.log('[patched]', ...args)
process.on('SIGTERM', () => {})

export const handler = async (event: { wait?: number }): Promise<unknown> => {
  globalThis.madeByHandler = (globalThis.madeByHandler ?? 0) + 1
  process.title = 'changed by a function'
  process.exitCode = 9
  if (event.wait !== undefined) await new Promise((resolve) => setTimeout(resolve, event.wait))
  console.info('hello')
  return [globalThis.madeAtInit, globalThis.madeByHandler, process.listenerCount('SIGTERM'), process.exitCode]
}
