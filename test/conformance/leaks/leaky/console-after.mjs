// A line that is logged in a microtask after the answer.

const later = (ticks, work) => (ticks === 0 ? work() : queueMicrotask(() => later(ticks - 1, work)))

export const handler = async (order) => {
  later(50, () => console.log('done with', order.id)) // leak: console
  return 'ok'
}
