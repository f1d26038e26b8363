import './throws.mjs'
export const handler = async () => 1
