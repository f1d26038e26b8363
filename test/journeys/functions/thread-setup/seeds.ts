// Counts what is planted.

let planted = 0

export const plant = (seeds: number): number => (planted += seeds)
