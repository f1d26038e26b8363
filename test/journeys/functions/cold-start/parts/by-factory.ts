// Replaced by the factory of a vi.mock in part.

export const byFactory = (id: string): string => `real ${id}`
export const kept = (): string => 'kept'
