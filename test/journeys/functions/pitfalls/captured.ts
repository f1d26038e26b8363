// Takes the date and a token once, at module level, and uses them in every invocation.

const today = new Date().toISOString().slice(0, 10)
const token = { expiresAt: Date.now() + 60 * 60_000 }

export const handler = async (): Promise<{ today: string; token: 'valid' | 'expired' }> => ({
  today,
  token: Date.now() < token.expiresAt ? 'valid' : 'expired',
})
