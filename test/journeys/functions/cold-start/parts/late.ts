// A dependency that tests mock and unmock between cold starts.

export const late = (): string => 'real'
