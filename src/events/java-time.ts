// Times as Java's text format writes them, which some AWS services pass on as they are.

/** `Jan 1, 2026, 12:00:00 AM`, in UTC; older Java has no comma after the year. */
export function javaTime(time: Date, afterYear: ', ' | ' '): string {
  const [, day, month, year, clock = ''] = time.toUTCString().split(' ')
  const hour = time.getUTCHours()
  return `${month} ${Number(day)}, ${year}${afterYear}${hour % 12 || 12}${clock.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`
}

/** `2026-01-01T00:00:00.000+0000`, in UTC. */
export function javaIsoTime(time: Date): string {
  return time.toISOString().replace('Z', '+0000')
}
