// An event of 1.5 KB, as an HTTP API sends it.

export const event: Record<string, unknown> & { readonly rawPath: string } = {
  version: '2.0',
  routeKey: '$default',
  rawPath: '/orders/1',
  headers: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`header-${i}`, `value value value ${i}`])),
  requestContext: { accountId: '1', http: { method: 'GET', path: '/x', sourceIp: '203.0.113.1' }, timeEpoch: 1 },
  body: 'y'.repeat(600),
  isBase64Encoded: false,
}
