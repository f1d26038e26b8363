// A function that does what its event tells it to, and leaves it unfinished.

interface Order {
  readonly todo: 'timer' | 'clear' | 'interval' | 'fetch' | 'float' | 'reject' | 'chain' | 'log' | 'hang' | 'nothing'
  readonly ms?: number
  readonly url?: string
}

setInterval(() => undefined, 1000)

let timer: NodeJS.Timeout | undefined

const instantly = async (): Promise<void> => undefined

async function audit(): Promise<void> {
  await instantly()
  await instantly()
}

export async function handler({ todo, ms = 1000, url = '' }: Order): Promise<string> {
  switch (todo) {
    case 'timer':
      timer = setTimeout(() => console.log('timer fired'), ms) // set
      break
    case 'clear':
      clearTimeout(timer)
      break
    case 'interval':
      setInterval(() => console.log('tick'), ms)
      break
    case 'fetch':
      void fetch(url).then((response) => response.text()) // fetched
      break
    case 'float':
      audit() // floats
      break
    case 'reject':
      setTimeout(() => Promise.reject(new Error('too late')), ms)
      break
    case 'chain':
      setTimeout(() => setTimeout(() => console.log('chained'), ms), ms)
      break
    case 'log':
      queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => console.log('by the way')))) // logged
      break
    case 'hang':
      setTimeout(() => undefined, 60_000)
      await new Promise(() => undefined)
      break
    case 'nothing':
  }
  return todo
}
