// @ts-expect-error not defined on purpose
export const handler = undefinedThing
