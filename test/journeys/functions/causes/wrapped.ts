// Functions that fail with an error which only its cause, or the errors in it, explain.

declare const awslambda: { streamifyResponse(handler: () => Promise<void>): unknown }

interface Order {
  readonly port: number
}

export const fetches = async ({ port }: Order): Promise<void> => {
  await fetch(`http://127.0.0.1:${port}/`)
}

export const wraps = async (): Promise<void> => {
  await read().catch((error: unknown) => {
    throw new Error('order 7 could not be read', { cause: error })
  })
}

export const anyOf = async (): Promise<unknown> =>
  await Promise.any([Promise.reject(new Error('no stock')), Promise.reject(new TypeError('no price'))])

export const throwsLate = async (): Promise<void> => {
  setTimeout(() => {
    throw new Error('late', { cause: new Error('the pool is closed') })
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
}

export const streams: unknown = awslambda.streamifyResponse(() => wraps())

async function read(): Promise<unknown> {
  try {
    return JSON.parse('{ "id": 7')
  } catch (cause) {
    throw new Error('the file is broken', { cause })
  }
}

/** As clients of services have them: an error that prints long. */
export const throwsAtLength = async (): Promise<void> => {
  console.log('asking')
  setTimeout(() => {
    const fields = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`field${at}`, 'x'.repeat(60)]))
    throw Object.assign(new Error('order 7 is gone'), fields)
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
}
