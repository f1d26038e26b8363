// A function that uses globals which tests like to spy on.

export const handler = async (): Promise<readonly unknown[]> => {
  const response = await fetch('https://example.com/')
  return [await response.text(), Math.random(), globalThis.crypto.randomUUID(), JSON.stringify({ a: 1 })]
}
