// Asks the web.

export const handler = async (): Promise<string> => (await fetch('https://api.example.com/orders')).text()
