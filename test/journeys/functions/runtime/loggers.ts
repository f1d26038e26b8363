// Takes hold of the console and of stdout at module level, as structured loggers do, and writes JSON lines with them.

const { log } = console
const write = process.stdout.write.bind(process.stdout)

export const handler = async (event: { level?: string | number; message?: string }): Promise<void> => {
  log('captured')
  write(
    `${JSON.stringify({ level: event.level ?? 'INFO', message: event.message ?? 'structured', service: 'orders' })}\n`,
  )
}
