// No leak: a promise at module scope that the first invocation made and all of them await.

let token: Promise<string> | undefined

async function login(): Promise<string> {
  const response = await fetch(`${process.env['API_URL']}/login`, { method: 'POST' })
  return ((await response.json()) as { path: string }).path
}

export async function handler(): Promise<string> {
  token ??= login()
  const first = await token
  return `${first} ${(await token).length}`
}
