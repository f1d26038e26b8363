// Module state one import away from the handler.

let calls = 0

export function total(): number {
  return ++calls
}
