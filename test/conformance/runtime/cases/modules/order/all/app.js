exports.handler = async () => 'js'
