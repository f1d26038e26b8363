// `process`, captured when this module loads: importing `node:process` reads all of its properties, 4 ms in each worker.

/** Also the real one where a test has stubbed the global. */
export const process: NodeJS.Process = globalThis.process
