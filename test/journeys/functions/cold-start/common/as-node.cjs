// What only Node's own way of evaluating CommonJS gives.

const sloppy = (function () {
  return this !== undefined
})()

// The file itself, which is being loaded.
const before = require('./as-node.cjs') === exports

exports.handler = async () => ({
  sloppy,
  before,
  self: module.exports === exports && require(module.filename) === exports,
  loaded: module.loaded,
  id: module.id === __filename,
  paths: module.paths[0]?.endsWith('node_modules'),
  children: module.children.map(({ filename }) => filename.split(/[/\\]/).at(-1)),
  main: require.main === module,
  parent: module.parent?.filename,
})

require('./state.cjs')
