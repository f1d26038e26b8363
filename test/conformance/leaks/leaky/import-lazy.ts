// A lazy import that is begun to warm up and not awaited.

export async function handler(): Promise<string> {
  import('./parts/late-module.js') // leak: import
  return 'warming up'
}
