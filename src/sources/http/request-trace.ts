// The X-Ray trace of a request on its way to the function (HTTP-7): the header that its event has, and what goes on with the
// invocation where a front passes it on.

/** Header `X-Amzn-Trace-Id`. */
export const TRACE_HEADER = 'X-Amzn-Trace-Id'

export interface RequestTrace {
  /** As it arrives in the event. */
  readonly header: string
  /** The trace header of the invocation, where it is of the request's trace. */
  readonly passedOn: string
}

type Fields = readonly (readonly [name: string, value: string])[]

const ROOT = /^1-[\da-f]{8}-[\da-f]{24}$/

/**
 * What becomes of `given`, the header that the client sent. `made` is the trace header of a new trace. AWS documents this of
 * load balancers; events of REST APIs and function URLs whose clients sent the header look the same.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html
 */
export function requestTrace(given: string | null, made: string): RequestTrace {
  const [sent, own] = [fieldsOf(given ?? ''), fieldsOf(made)]
  const id = new Map(own).get('Root') ?? ''
  const names = sent.map(([name]) => name)
  const mark = names.includes('Root') || names.includes('Self') ? 'Self' : 'Root'
  const header = textOf([[mark, id], ...sent.filter(([name]) => name !== 'Self')])
  const theirs = new Map(sent)
  if (!ROOT.test(theirs.get('Root') ?? '')) return { header, passedOn: made }
  return { header, passedOn: textOf(own.map(([name, value]) => [name, theirs.get(name) ?? value])) }
}

function fieldsOf(header: string): Fields {
  const parts = header.split(';').map((part) => part.trim())
  return parts.flatMap((part) => {
    const [name = '', ...value] = part.split('=')
    return name === '' ? [] : [[name, value.join('=')]]
  })
}

function textOf(fields: Fields): string {
  return fields.map(([name, value]) => `${name}=${value}`).join(';')
}
