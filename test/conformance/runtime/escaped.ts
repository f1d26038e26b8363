// Lets an exception of a case reach the test process without failing the run, where a difference says that it does.

/** Runs `run` while an exception that nobody catches in this process is nobody's error. */
export async function withEscapes<Result>(run: () => Promise<Result>): Promise<Result> {
  const listeners = process.listeners('uncaughtException')
  const ignore = (): void => {}
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', ignore)
  try {
    return await run()
  } finally {
    process.off('uncaughtException', ignore)
    for (const listener of listeners) process.on('uncaughtException', listener)
  }
}
