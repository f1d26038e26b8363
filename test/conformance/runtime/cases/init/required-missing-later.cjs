exports.handler = async () => require('./no-such-file')
