// Leaves a timer behind, gets stuck, and dies.

let ticks = 0

export const handler = async ({ deed }: { deed: string }): Promise<number> => {
  if (deed === 'arm') setInterval(() => ticks++, 10)
  if (deed === 'exit') process.exit(3)
  if (deed === 'wait') await new Promise((resolve) => setTimeout(resolve, 1000))
  return ticks
}
