throw 'a text at Init'
export const handler = async () => 1
