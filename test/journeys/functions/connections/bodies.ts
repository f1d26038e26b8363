// Sends several requests at once, with and without a body.

export const handler = async (): Promise<void> => {
  const url = String(process.env['URL'])
  await Promise.all([
    fetch(url, { method: 'POST', body: 'text' }).then(read),
    fetch(url, { method: 'POST', body: new URLSearchParams({ a: 'b' }) }).then(read),
    fetch(url).then(read),
    fetch(url, { method: 'PUT', body: new Blob(['bytes']).stream(), duplex: 'half' } as RequestInit).then(read),
  ])
}

async function read(response: Response): Promise<void> {
  await response.text()
}
