module.exports = async () => 'the function itself'
module.exports.handler = async () => 'its property'
