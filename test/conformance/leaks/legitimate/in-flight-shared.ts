// No leak: requests for the same key share one promise, which its maker and all others await.

const flights = new Map<string, Promise<string>>()

function load(key: string): Promise<string> {
  const known = flights.get(key)
  if (known) return known
  const flight = fetch(`${process.env['API_URL']}/${key}`)
    .then((response) => response.text())
    .finally(() => flights.delete(key))
  flights.set(key, flight)
  return flight
}

export async function handler(): Promise<string[]> {
  return Promise.all(['a', 'b', 'a', 'a'].map(load))
}
