export const handler = async () => 'a module by its extension'
