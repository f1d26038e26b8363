exports.api = { v1: { get: async () => 'deep in a folder and an object' } }
