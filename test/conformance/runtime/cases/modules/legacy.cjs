exports.handler = async () => ({
  require: typeof require,
  file: require('node:path').basename(__filename),
  folder: require('node:path').basename(__dirname) !== '',
  same: module.exports === exports,
  loaded: module.loaded,
})
