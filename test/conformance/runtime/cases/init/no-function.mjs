export const handler = { a: 1 }
export const text = 'a text'
export const number = 7
export const zero = 0
export const nothing = null
export const nested = { text: 'a text', deeper: {} }
