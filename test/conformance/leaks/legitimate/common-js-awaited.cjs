// No leak: a CommonJS handler with promisified functions, all awaited.

'use strict'
const { promisify } = require('node:util')
const { scrypt } = require('node:crypto')
const hash = promisify(scrypt)

exports.handler = async (order) => {
  const key = await hash(order.id, 'salt', 16)
  return key.toString('hex')
}
