// Replaced by the file beside it in __mocks__.

export const redirected = (id: string): string => `real ${id}`
