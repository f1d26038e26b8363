// Waits for nothing.

await new Promise(() => undefined)
