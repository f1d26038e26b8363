// Finds a code in the text of a customer's message. Most messages take no time at all; some take longer than the universe
// is old: the two quantifiers share the text between them in every possible way before the match is given up.

const CODE = /^(?:[a-z]+\s?)+:(\w+)$/

export const handler = async (event: { message: string }) => ({ code: CODE.exec(event.message)?.[1] ?? null })
