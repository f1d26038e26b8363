// A handler that ends its process on demand.

let count = 0

export const handler = async ({ exit = false }: { exit?: boolean }): Promise<number> => {
  if (exit) process.exit(1)
  return ++count
}
