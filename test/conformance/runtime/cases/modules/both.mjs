export const handler = async () => 'the named export'
export default { handler: async () => 'inside the default export' }
