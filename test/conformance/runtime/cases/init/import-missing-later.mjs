export const handler = async () => import('./no-such-file.mjs')
