exports.f = () => 'f'
exports.f.g = async () => 'a property of a function'
