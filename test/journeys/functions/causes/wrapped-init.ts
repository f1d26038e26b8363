// A module that cannot be evaluated, for a reason that its error does not name.

export const handler = (): void => undefined

throw new Error('no configuration', { cause: new Error('TABLE is not set') })
