Object.defineProperty(exports, '__esModule', { value: true })
exports.default = function compiled() {}
exports.named = 'named'
