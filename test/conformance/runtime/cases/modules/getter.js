Object.defineProperty(exports, 'handler', { enumerable: true, get: () => async () => 'from a getter' })
