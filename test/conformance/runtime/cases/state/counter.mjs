// State of a module below the handler's.

let value = 0

export const counter = { next: () => ++value }
