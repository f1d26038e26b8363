// A then-chain that nobody returns, whose last step is a request.

export const handler = async (order) => {
  Promise.resolve(order)
    .then((known) => JSON.stringify(known))
    .then((body) => fetch(`${process.env.API_URL}/late/track`, { method: 'POST', body })) // leak: fetch
  return 'ok'
}
