// Makes a global unless it is there, and asks in the way that sees a name without a value, too.

const world = globalThis as { ordersCache?: { served: number } }

if (!('ordersCache' in globalThis)) world.ordersCache = { served: 0 }

export const handler = async (): Promise<number | undefined> => {
  if (!world.ordersCache) return undefined
  return ++world.ordersCache.served
}
