// No leak: bodies are read as text, JSON, bytes and as a stream, and an error's body too.

const get = (path: string): Promise<Response> => fetch(`${process.env['API_URL']}/${path}`)

export async function handler(): Promise<unknown> {
  const text = await (await get('text')).text()
  const json = await (await get('json')).json()
  const bytes = await (await get('bytes')).arrayBuffer()
  let streamed = 0
  for await (const chunk of (await get('big')).body ?? []) streamed += (chunk as Uint8Array).length
  const missing = await get('missing')
  const { message } = (await missing.json()) as { message: string }
  return { text, json, bytes: bytes.byteLength, streamed, message }
}
