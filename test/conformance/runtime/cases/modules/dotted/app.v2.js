exports.handler = async () => 'a file with a dot in its name'
