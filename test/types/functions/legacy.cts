// A CommonJS module.

const handler = async (event: { readonly id: string }): Promise<string> => event.id

const functions: { handler: typeof handler } = { handler }

export = functions
