// A handler inside a default export (RES-9).

let count = 0

export default { handler: async (): Promise<number> => ++count }
