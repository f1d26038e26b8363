// No leak: the connections that fetch keeps for the next request are idle.

export async function handler(): Promise<string[]> {
  const paths = ['a', 'b', 'c']
  const responses = await Promise.all(paths.map((path) => fetch(`${process.env['API_URL']}/${path}`)))
  return Promise.all(responses.map((response) => response.text()))
}
