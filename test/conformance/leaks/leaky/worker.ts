// A worker thread that is started and left alone.

import { Worker } from 'node:worker_threads'

const RESIZE = `const { parentPort } = require('node:worker_threads'); setTimeout(() => parentPort.postMessage('done'), 200)`

export async function handler(): Promise<string> {
  const worker = new Worker(RESIZE, { eval: true }) // leak: worker
  worker.on('message', (message) => console.log(message))
  return 'resizing'
}
