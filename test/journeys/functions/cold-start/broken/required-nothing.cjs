require('./nowhere.cjs')

exports.handler = async () => 1
