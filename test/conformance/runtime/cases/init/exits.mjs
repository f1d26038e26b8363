process.exit(2)
export const handler = async () => 1
