// Automocked as a whole.

export const automocked = (id: string): string => `real ${id}`
