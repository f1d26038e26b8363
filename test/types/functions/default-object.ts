// A module whose default export is an object with the handler, where nodejs24.x looks, too (RES-9).

const functions: { handler: (event: { readonly id: string }) => Promise<string>; ping: () => 'pong' } = {
  handler: async ({ id }) => id,
  ping: () => 'pong',
}

export default functions
