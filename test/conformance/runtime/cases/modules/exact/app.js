exports.handler = async () => 'with an extension'
