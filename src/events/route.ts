// A route's template, a path and its parameters: each of the three from the other two.

/** Values by name: `/orders/{id}` and `/orders/1` give `{ id: '1' }`; undefined where the path is not of that route. */
export function parametersIn(template: string, path: string): Record<string, string> | undefined {
  const segments = path.split('/')
  const parts = template.split('/')
  const parameters: [string, string][] = []
  for (const [index, part] of parts.entries()) {
    const name = /^\{(.+)\}$/.exec(part)?.[1]
    if (name?.endsWith('+')) {
      const rest = segments.slice(index).join('/')
      return rest === '' ? undefined : Object.fromEntries([...parameters, [name.slice(0, -1), rest]])
    }
    const segment = segments[index]
    if (segment === undefined || (name === undefined ? segment !== part : segment === '')) return undefined
    if (name !== undefined) parameters.push([name, segment])
  }
  return segments.length === parts.length ? Object.fromEntries(parameters) : undefined
}

/** REST APIs find the resource `/orders` for the path `/orders/`, too, and hand that path on as it is. */
export function withoutLastSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}

/** The template with those parameters: `/orders/1` and `{ id: '1' }` give `/orders/{id}`, several segments `{id+}`. */
export function templateOf(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const greedy = Object.entries(parameters).find(([, value]) => value?.includes('/') && path.endsWith(`/${value}`))
  const fixed = greedy ? path.slice(0, -(greedy[1] ?? '').length) : path
  const left = new Map(Object.entries(parameters))
  const segments = fixed.split('/').map((segment) => {
    const name = [...left].find(([, value]) => value === segment && segment !== '')?.[0]
    if (name === undefined) return segment
    left.delete(name)
    return `{${name}}`
  })
  return segments.join('/') + (greedy ? `{${greedy[0]}+}` : '')
}

/** The path of that template with those parameters; undefined where one is missing. */
export function pathOf(template: string, parameters: Readonly<Record<string, string | undefined>>): string | undefined {
  const segments = template.split('/').map((part) => {
    const name = /^\{(.+?)\+?\}$/.exec(part)?.[1]
    return name === undefined ? part : Object.hasOwn(parameters, name) ? parameters[name] : undefined
  })
  return segments.includes(undefined) ? undefined : segments.join('/')
}

/** A part of the template as web frameworks write parameters, which is plain text to API Gateway; and as it writes them. */
export function foreignParameter(template: string): { readonly part: string; readonly own: string } | undefined {
  const part = template.split('/').find((one) => /^:\w/.test(one))
  return part === undefined ? undefined : { part, own: `{${/\w+/.exec(part)?.[0]}}` }
}

/** Percent-decoded where it is encoded well, and as it is elsewhere. */
export function decodedText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
