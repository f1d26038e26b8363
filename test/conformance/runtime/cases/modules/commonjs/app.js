exports.handler = async () => 'CommonJS by its package'
