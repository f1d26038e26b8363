exports.x = (
