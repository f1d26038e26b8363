// Mocked with { spy: true }: it works and is watched.

let calls = 0

export const spied = (id: string): string => `real ${id} ${++calls}`
