exports.handler = async () => ({
  file: require('node:path').basename(require.resolve('./plain')),
  cached: Object.keys(require.cache).length > 0,
})
