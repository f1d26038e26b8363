// A CommonJS handler that audits without await.

'use strict'
const log = async (line) => line.length

async function audit(order) {
  for (const item of order.items) await log(item)
}

exports.handler = async (order) => {
  audit(order) // leak: promise
  return 'ok'
}
