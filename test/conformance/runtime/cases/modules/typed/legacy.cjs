exports.handler = async () => 'CommonJS by its extension'
