// Counts its invocations in module state.

let count = 0

export const handler = async (): Promise<number> => ++count
