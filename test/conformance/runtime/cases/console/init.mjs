// A function that logs while it is loaded.

console.log('at Init')
console.error(new Error('error at Init').message)
process.stdout.write('raw at Init\n')
export const handler = async () => console.log('in the handler')
