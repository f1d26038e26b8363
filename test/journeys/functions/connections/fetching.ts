// Asks with fetch; with `retry` a second time when the connection was lost.

export const handler = async ({ retry = false }: { readonly retry?: boolean }): Promise<string> => {
  try {
    return await ask()
  } catch (error) {
    if (retry) return ask()
    throw (error as Error).cause
  }
}

async function ask(): Promise<string> {
  const response = await fetch(String(process.env['URL']))
  return response.text()
}
