// A counter in module state.

let count = 0

export const counted = (): number => ++count
