exports.handler = async () => (await import('./src/app.mjs')).handler()
