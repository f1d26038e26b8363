// Stands in for redirected.ts; the test reads what it was called with.

export const calls: string[] = []

export const redirected = (id: string): string => {
  calls.push(id)
  return `stand-in ${id} ${calls.length}`
}
