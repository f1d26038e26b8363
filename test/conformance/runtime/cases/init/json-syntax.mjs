JSON.parse('{nope')
export const handler = async () => 1
