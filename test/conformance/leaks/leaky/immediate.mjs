// Work that was put off with setImmediate so that the answer goes out first.

const track = (order) => console.log('track', order.id)

export const handler = async (order) => {
  setImmediate(() => track(order)) // leak: immediate
  return { tracked: true }
}
