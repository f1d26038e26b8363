// Takes memory and CPU time as it is told.

export const handler = async ({
  megabytes = 0,
  rounds = 0,
}: {
  megabytes?: number
  rounds?: number
}): Promise<string> => {
  const held: Buffer[] = []
  for (let i = 0; i < megabytes; i++) held.push(Buffer.alloc(1024 * 1024, 1))
  let sum = 0
  for (let i = 0; i < rounds; i++) sum += i % 7
  return sum >= 0 && held.length === megabytes ? 'done' : 'never'
}
