// Fails at top level without a configured connection.

console.log('evaluating')
if (!process.env['CONNECTION']) throw new Error('no connection')

export const connection = 'connected'
