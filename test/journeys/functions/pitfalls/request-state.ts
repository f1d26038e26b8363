// Keeps in module scope what belongs to one request, as functions do that were never tried warm.

interface Event {
  readonly user?: string
  /** Text that makes the URL of an import unique. */
  readonly version?: string
}

interface Answer {
  readonly user: string | undefined
  readonly seen: readonly string[]
  readonly steps: number
  readonly imported: number | undefined
}

let user: string | undefined
const seen: string[] = []
const middleware: (() => void)[] = []

export const handler = async (event: Event): Promise<Answer> => {
  user ??= event.user
  seen.push(event.user ?? 'nobody')
  let steps = 0
  middleware.push(() => {})
  for (const step of middleware) {
    step()
    steps++
  }
  return { user, seen, steps, imported: event.version === undefined ? undefined : await load(event.version) }
}

async function load(version: string): Promise<number> {
  const module = (await import(/* @vite-ignore */ `../cold-start/counted.js?${version}`)) as { counted(): number }
  return module.counted()
}
