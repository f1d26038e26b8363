// @ts-expect-error not typed
export { handler } from './syntax-error.mjs'
