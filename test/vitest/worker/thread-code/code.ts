// A function that is only named.

export const handler = async (): Promise<string> => 'named'
