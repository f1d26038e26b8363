const a = require('./ring-a.cjs')
exports.late = () => ({ early: a.early, handler: typeof a.handler })
