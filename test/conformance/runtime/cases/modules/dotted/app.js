exports.v2 = { handler: async () => 'export v2.handler of app.js' }
