// A module without any function.

export const settings = { table: 'orders' } as const
