Promise.reject(new Error('floating at Init'))
await new Promise((done) => setTimeout(done, 30))
export const handler = async () => 'served'
