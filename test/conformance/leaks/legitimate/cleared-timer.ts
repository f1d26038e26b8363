// No leak: a timer, an interval and an immediate are cleared before the answer.

export async function handler(): Promise<string> {
  const warning = setTimeout(() => console.warn('slow'), 1_000)
  const progress = setInterval(() => console.log('working'), 100)
  const later = setImmediate(() => console.log('never'))
  await new Promise((resolve) => setTimeout(resolve, 10))
  clearTimeout(warning)
  clearInterval(progress)
  clearImmediate(later)
  return 'ok'
}
