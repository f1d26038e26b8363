throw Object.assign(new TypeError('with fields'), { code: 'E_INIT', nested: { a: 1 } })
export const handler = async () => 1
