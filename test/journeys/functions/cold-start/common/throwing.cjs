const { connection } = require('./throws.cjs')

exports.handler = async () => connection
