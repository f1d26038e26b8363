// Rows logged one by one through process.nextTick, which goes on after the answer.

export const handler = async (order) => {
  let row = 0
  const step = () => {
    console.log('row', row) // leak: console
    if (row++ < 20) process.nextTick(step)
  }
  await Promise.resolve()
  process.nextTick(step)
  return order.id
}
