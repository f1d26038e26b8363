Object.defineProperty(exports, '__esModule', { value: true })
exports.handler = async () => 'compiled from a module'
exports.default = async () => 'the default of a compiled module'
