// Tells async functions from the rest as AWS's nodejs22.x client does.

/**
 * By the name of the constructor, as the client does it: code that was compiled to older JavaScript, or wrapped, is no
 * async function to it (HND-12, HND-13).
 */
export function isAsyncFunction(handler: object): boolean {
  try {
    return handler.constructor.name === 'AsyncFunction'
  } catch {
    return false
  }
}
