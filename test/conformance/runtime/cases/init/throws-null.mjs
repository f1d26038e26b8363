throw null
export const handler = async () => 1
