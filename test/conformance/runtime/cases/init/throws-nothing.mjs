throw undefined
export const handler = async () => 1
