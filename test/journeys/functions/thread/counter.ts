// Counts its invocations.

let count = 0

export const handler = async (event: object): Promise<{ count: number }> => {
  count++
  console.log('invoked', event)
  return { count }
}
