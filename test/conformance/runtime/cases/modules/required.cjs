const plain = require('./plain.js')
const data = require('./data')
exports.handler = async () => ({ answer: await plain.handler(), data, again: require('./plain') === plain })
