const beat = () => console.log('still here')

export const handler = async () => {
  setTimeout(beat, 60_000) // allowed in vitest.config.ts
  return 'ok'
}
