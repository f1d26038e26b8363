await Promise.reject(new RangeError('rejected at Init'))
export const handler = async () => 1
