// Takes 60 MB at module level, and comes to no handler: in the way that it is told.

const held = Array.from({ length: 60 }, () => Buffer.alloc(1024 * 1024, 1))

if (process.env['ENDS'] === 'throws') throw new Error(`${held.length} MB, and no table`)
if (process.env['ENDS'] === 'exits') process.exit(3)
await new Promise((resolve) => setTimeout(resolve, 60_000))

export const handler = (): number => held.length
