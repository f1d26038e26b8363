exports.early = 'early'
const { late } = require('./ring-b.cjs')
exports.handler = async () => late()
