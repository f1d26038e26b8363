// Answers by the callback of nodejs22.x and earlier.

import type { Callback, Context } from 'aws-lambda'

export const handler = (
  event: { readonly wait?: boolean; readonly ms?: number },
  context: Context,
  callback: Callback,
): void => {
  context.callbackWaitsForEmptyEventLoop = event.wait ?? true
  setTimeout(() => console.info('after the callback'), event.ms ?? 500)
  callback(null, 'called back')
}
