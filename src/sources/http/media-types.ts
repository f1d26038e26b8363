// Whether a media type is in a list of them, as a REST API compares them (HTTP-6).

/** Parameters do not count; the list may have `*\/*`, and all subtypes of a type. */
export function mediaTypeIn(list: readonly string[], type: string | null): boolean {
  const [wanted = ''] = (type ?? '').toLowerCase().split(';')
  const essence = wanted.trim()
  return list.some((one) => {
    const known = one.toLowerCase()
    return known === '*/*' || known === essence || (known.endsWith('/*') && essence.startsWith(known.slice(0, -1)))
  })
}
