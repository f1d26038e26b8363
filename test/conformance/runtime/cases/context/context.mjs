// What a handler finds on its context, and in awslambda.InvokeStore.

const store = globalThis.awslambda?.InvokeStore
const described = (context) =>
  Object.entries(Object.getOwnPropertyDescriptors(context)).map(([key, { get, writable, enumerable }]) =>
    [key, get ? 'accessor' : 'value', writable ?? true, enumerable].join(' '),
  )

export const keys = async (event, context) => Object.keys(context)
export const properties = async (event, context) => described(context)
export const types = async (event, context) =>
  Object.fromEntries(Object.entries(context).map(([key, value]) => [key, typeof value]))
export const values = async (event, context) => JSON.parse(JSON.stringify(context))
export const prototype = async (event, context) => ({
  plain: Object.getPrototypeOf(context) === Object.prototype,
  frozen: Object.isFrozen(context),
  extensible: Object.isExtensible(context),
})
export const writable = async (event, context) => {
  context.mine = 1
  context.functionName = 'changed'
  return { mine: context.mine, functionName: context.functionName }
}
let first
export const fresh = async (event, context) => {
  const answer = { same: context === first, mine: context.mine ?? 'none' }
  context.mine = 1
  first = context
  return answer
}
export const memory = async (event, context) => ({
  memory: context.memoryLimitInMB,
  type: typeof context.memoryLimitInMB,
})
export const remaining = async (event, context) => {
  const { getRemainingTimeInMillis } = context
  const left = getRemainingTimeInMillis()
  await new Promise((done) => setTimeout(done, 100))
  const later = context.getRemainingTimeInMillis()
  return {
    integer: Number.isInteger(left),
    most: left <= 4_000,
    almostAll: left > 3_500,
    fell: left - later >= 99 && left - later < 1_000,
  }
}
let old
export const remainingOfBefore = async (event, context) => {
  const before = old?.getRemainingTimeInMillis()
  old = context
  return { negative: before === undefined ? 'none' : before < 0 }
}
export const fakedDate = async (event, context) => {
  const { now } = Date
  const left = context.getRemainingTimeInMillis()
  Date.now = () => now() + 60_000
  const faked = context.getRemainingTimeInMillis()
  Date.now = now
  return { fell: left - faked > 50_000 }
}
export const clientContext = async (event, { clientContext }) => ({ clientContext })
export const identity = async (event, { identity }) => ({ identity })
export const tenant = async (event, context) => {
  console.log('of a tenant')
  return { tenantId: context.tenantId ?? 'none', stored: store?.getTenantId() ?? 'none' }
}
export const trace = async (event, context) => ({
  variable: process.env._X_AMZN_TRACE_ID ?? 'none',
  context: context.xRayTraceId ?? 'none',
})
export const traceStays = async () => {
  const before = process.env._X_AMZN_TRACE_ID
  await new Promise((done) => setTimeout(done, 5))
  return { same: before === process.env._X_AMZN_TRACE_ID, trace: before }
}
export const invokeStore = async () => {
  if (!store) return 'no store'
  return { requestId: store.getRequestId(), trace: store.getXRayTraceId(), name: store.constructor.name }
}
export const storeValues = async () => {
  if (!store) return 'no store'
  const before = store.get('mine') ?? 'none'
  store.set('mine', 1)
  await new Promise((done) => setTimeout(done, 5))
  return { before, after: store.get('mine'), has: store.hasContext() }
}
export const storeProtects = async () => {
  if (!store) return 'no store'
  const refused = Reflect.ownKeys(store.getContext())
    .filter((key) => typeof key === 'symbol')
    .map((key) => {
      try {
        store.set(key, 'x')
        return 'set'
      } catch (error) {
        return error.message
      }
    })
  return { refused: refused.toSorted() }
}
export const awslambdaKeys = async () => Object.keys(globalThis.awslambda ?? { none: true }).toSorted()
export const awslambdaChanges = async () => {
  globalThis.awslambda.mine = (globalThis.awslambda.mine ?? 0) + 1
  return globalThis.awslambda.mine
}
export const deletedVariable = async (event) => {
  if (event.delete) delete process.env.AWS_LAMBDA_FUNCTION_NAME
  return 'served'
}
export const changedVariable = async (event, context) => {
  process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE = '7'
  return context.memoryLimitInMB
}
export const seenAtInit = async () => atInit
const atInit = {
  awslambda: typeof globalThis.awslambda,
  requestId: store?.getRequestId() ?? 'no store',
  trace: process.env._X_AMZN_TRACE_ID ?? 'none',
}
