// Timers of the module's go on in invocations.

let ticks = 0
setInterval(() => ticks++, 50).unref()
export const handler = async () => {
  const before = ticks
  await new Promise((done) => setTimeout(done, 180))
  return { ticked: ticks - before >= 2 }
}
