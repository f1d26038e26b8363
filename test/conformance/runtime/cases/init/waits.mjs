const value = await new Promise((done) => setTimeout(done, 30, 'awaited at Init'))
export const handler = async () => value
