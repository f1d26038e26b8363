export async function track(event: string): Promise<void> {
  const response = await fetch(`${process.env['TRACKING_URL']}/events`, { method: 'POST', body: event })
  await response.arrayBuffer()
}
