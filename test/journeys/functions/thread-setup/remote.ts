// Asks somebody else, which no test should.

export const load = (): Promise<string> => Promise.reject(new Error('there is nobody to ask'))
