import data from './data.json' with { type: 'json' }
export const handler = async () => ({ data, again: (await import('./data.json', { with: { type: 'json' } })).default })
