// One module below the handler's.

export function deep() {
  throw new Error('from deep')
}
