// Refuses more than a call takes of what tests have many of: JavaScript would drop the rest, and the test would not notice.

/** `more`: what was given beside what `caller` takes; `advice` says how many are given. */
export function refuseMore(caller: string, takes: string, more: readonly unknown[], advice: string): void {
  if (more.length === 0) return
  const given = more.length === 1 ? 'one argument more' : `${more.length} arguments more`
  throw new TypeError(`${caller} takes ${takes}, but was given ${given}, which would be dropped: ${advice}.`)
}
