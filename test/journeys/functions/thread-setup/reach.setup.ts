// Functions that reach for what they need when the test calls them.

export const seed = async (): Promise<number> => (await import('./sower.js')).sow()
export const packages = async (): Promise<string[]> => {
  const { Hono } = await import('hono')
  const { gzipSync } = await import('node:zlib')
  return [typeof Hono, typeof gzipSync]
}
export const load = (path: string): Promise<unknown> => import(path)
