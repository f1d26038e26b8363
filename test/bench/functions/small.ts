// A small handler: what is measured is everything around it.

let calls = 0

export const handler = async (event: {
  rawPath: string
}): Promise<{ statusCode: number; body: string; calls: number }> => {
  calls++
  return { statusCode: 200, body: event.rawPath, calls }
}
