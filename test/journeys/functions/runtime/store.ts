// Keeps the InvokeStore it finds at module level, as libraries do, and asks it in every invocation.

interface Store {
  getRequestId(): string
  getXRayTraceId(): string | undefined
  getTenantId(): string | undefined
  set(key: string, value: unknown): void
  get(key: string): unknown
}

declare const awslambda: { InvokeStore?: Store }

const store = globalThis['awslambda' as keyof typeof globalThis] === undefined ? undefined : awslambda.InvokeStore
const atInit = store?.getRequestId()

export const handler = async (event: { sleepMs?: number; put?: string }): Promise<unknown> => {
  const found = store?.get('put') ?? 'nothing'
  if (event.put !== undefined) store?.set('put', event.put)
  if (event.sleepMs !== undefined) await new Promise((resolve) => setTimeout(resolve, event.sleepMs))
  return {
    atInit,
    requestId: store?.getRequestId(),
    traceId: store?.getXRayTraceId(),
    same: store === awslambda.InvokeStore,
    found,
    now: store?.get('put'),
  }
}
