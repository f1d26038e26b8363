export default { handler: async () => 'inside the default export', nested: { get: async () => 'deep inside it' } }
