const state = require('./state.cjs')
const data = require('./data.json')
const fc = require('fast-check')

let count = 0

exports.handler = async () => {
  const lazy = require('./lazy.cjs')
  return [++count, ++state.count, ++data.count, lazy.count(), typeof fc.integer]
}
