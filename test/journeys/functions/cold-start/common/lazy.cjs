const state = require('./state.cjs')

exports.count = () => state.count
