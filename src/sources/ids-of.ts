// The ids of what a source was given: one for each item, so that `const [first, second] = …` has no undefined ones.

export type IdsOf<Items extends readonly unknown[]> = { readonly [Index in keyof Items]: string }
