// No leak: request bodies as a stream, a form and URL parameters are sent, their answers read.

export async function handler(): Promise<number> {
  const url = `${process.env['API_URL']}/upload`
  const form = new FormData()
  form.set('file', new Blob(['a,b']), 'a.csv')
  const bodies: RequestInit[] = [
    { body: ReadableStream.from([new TextEncoder().encode('chunk')]) as never, duplex: 'half' } as RequestInit,
    { body: form },
    { body: new URLSearchParams({ a: '1' }) },
  ]
  let read = 0
  for (const init of bodies) {
    const response = await fetch(url, { method: 'POST', ...init })
    read += (await response.text()).length
  }
  return read
}
