process.kill(process.pid, 'SIGKILL')
await new Promise((done) => setTimeout(done, 1_000))
export const handler = async () => 1
