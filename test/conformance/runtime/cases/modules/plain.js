exports.handler = async () => 'CommonJS in a .js file'
exports.sync = () => 'a plain function of CommonJS'
