// No leak: an interval of the module belongs to no invocation.

let refreshed = 0

setInterval(() => refreshed++, 30_000)

export async function handler(): Promise<number> {
  return refreshed
}
