// Throws while it is loaded.

throw new RangeError('failed at Init')
export const handler = async () => 1
