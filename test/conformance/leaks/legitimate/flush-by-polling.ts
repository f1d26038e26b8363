// No leak: events go out in the background of the handler, and a flush polls until the buffer is empty.

const buffer: Promise<unknown>[] = []

function add(task: () => Promise<unknown>): void {
  const running = task()
  buffer.push(running)
  void running.then(() => buffer.splice(buffer.indexOf(running), 1))
}

const drain = (timeout: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), timeout)
    const poll = setInterval(() => {
      if (buffer.length > 0) return
      clearTimeout(timer)
      clearInterval(poll)
      resolve(true)
    }, 1)
  })

const send = async (event: string): Promise<number> => {
  const response = await fetch(`${process.env['API_URL']}/envelope`, { method: 'POST', body: event })
  await response.text()
  return response.status
}

export async function handler(): Promise<{ statusCode: number; flushed: boolean }> {
  try {
    throw new Error('no such order')
  } catch (error) {
    add(() => send(String(error)))
    return { statusCode: 404, flushed: await drain(2_000) }
  }
}
