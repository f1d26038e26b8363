// A module that is only imported lazily.

export const rates: Readonly<Record<string, number>> = { EUR: 1 }
