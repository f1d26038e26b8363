exports.default = { handler: async () => 'inside exports.default' }
