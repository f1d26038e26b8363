// A dependency that no test imports: a mock of it is made by the first environment that asks.

console.log('the real module runs')

export const unseen = (): string => process.env['GREETING'] ?? 'nobody'
