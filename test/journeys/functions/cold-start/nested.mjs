// Handlers at dotted export paths, in plain JavaScript.

let count = 0

export const api = { v1: { get: async () => ++count } }
