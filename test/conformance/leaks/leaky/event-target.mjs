// An async listener of an EventTarget, which does not wait for its listeners.

const bus = new EventTarget()
const store = async (line) => line.length

bus.addEventListener('placed', async ({ detail }) => {
  for (const item of detail.items) await store(item)
  await store(detail.id)
})

export const handler = async (order) => {
  bus.dispatchEvent(new CustomEvent('placed', { detail: order })) // leak: promise
  return order.id
}
