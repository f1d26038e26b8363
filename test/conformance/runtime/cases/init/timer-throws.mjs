setTimeout(() => {
  throw new RangeError('in a timer at Init')
}, 5)
await new Promise((done) => setTimeout(done, 30))
export const handler = async () => 'served'
