exports.handler = async () => 'the index of a folder'
