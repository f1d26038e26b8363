// Waits for longer than Init may take, wherever it runs.

await new Promise((resolve) => setTimeout(resolve, 1_000_000))

export const handler = async (): Promise<void> => {}
