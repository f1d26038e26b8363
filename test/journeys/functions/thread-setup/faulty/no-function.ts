// Has a default export that is no function.

const mocks: object = { '../db.js': {} }

export default mocks
