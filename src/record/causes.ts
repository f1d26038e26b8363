// What often explains how an invocation went, and cannot be seen in the test: the last lines of a timeline.

import type { Connection } from './connection.js'
import type { InvocationRecord, Report } from './record.js'
import type { FunctionError } from './result.js'
import { withoutIds } from './stable-text.js'

/** One line for each, mostly with what to do; most invocations have none. */
export function causes(record: InvocationRecord, error?: FunctionError): readonly string[] {
  const { missingEnv, connections, guide, report } = record
  return [
    ...(guide === undefined ? [] : withoutIds(guide, record).split('\n')),
    ...(error?.errorType === 'Runtime.OutOfMemory' ? [outOfMemory(report)] : []),
    ...(error?.errorType === 'Runtime.CallbackHandlerDeprecated' ? [callsBack(error)] : []),
    ...(missingEnv.length === 0 ? [] : [missing(missingEnv)]),
    ...(connections.blocked.length === 0 || isToldBy(error) ? [] : [blocked(connections.blocked)]),
    ...new Set(connections.blocked.flatMap(({ bundled }) => (bundled ? [outOfReach(bundled)] : []))),
  ]
}

/** The message is that of any process that was killed (ERR-13). */
function outOfMemory({ memorySizeMB }: Report): string {
  return `it needed more than its memorySize of ${memorySizeMB} MB: give it more, or look for what it keeps`
}

/** The message has another version of the function in mind, not another runtime; on Managed Instances none will do (RES-12, LMI-5). */
function callsBack({ errorMessage }: FunctionError): string {
  const [where, runtime] = errorMessage.includes('with Managed ')
    ? ['Managed Instances call', '']
    : ['nodejs24.x calls', "withLambda(…, { runtime: 'nodejs22.x' }) if it is deployed there, or "]
  return `the handler has three parameters, and ${where} no callback: ${runtime}make it async, with the parameters event and context`
}

/** A variable that the test process has, which is why the test's author does not miss it. */
function missing(names: readonly string[]): string {
  const [verb, pronoun] = names.length === 1 ? ['is', 'it'] : ['are', 'them']
  const given = `environment: { ${names.join(', ')} }`
  const inherited = `inheritEnv: [${names.map((name) => `'${name}'`).join(', ')}]`
  return `${names.join(', ')} ${verb} undefined inside; the test process has ${pronoun}: pass ${given} or ${inherited}`
}

/** Clients wrap the error of a blocked connection, or catch it: `fetch failed` does not say why. */
function blocked(connections: readonly Connection[]): string {
  const targets = [...new Set(connections.map(({ target }) => target))]
  const [verb, pronoun] = targets.length === 1 ? ['was', 'it'] : ['were', 'them']
  return (
    `${targets.join(', ')} ${verb} blocked: a function under test reaches nothing but this machine; ` +
    `mock the client (vi.mock, msw, aws-sdk-client-mock; in a thread by its setup), or pass network: 'open' to reach ${pronoun}`
  )
}

/** The error of the connection itself says all of it. */
function isToldBy(error: FunctionError | undefined): boolean {
  return error?.errorMessage.includes(': blocked, because ') ?? false
}

const SDK = /^@(?:aws-sdk|smithy)\//

/** Mocking the client is the first thing to do about a blocked connection, and is in vain here. */
function outOfReach({ package: name, file }: NonNullable<Connection['bundled']>): string {
  const [without, server] = SDK.test(name)
    ? ["external: ['@aws-sdk/*']", 'pass a server as environment: { AWS_ENDPOINT_URL }']
    : ["packages: 'external' (esbuild)", 'point it at a server on localhost']
  return (
    `${file} carries its own copy of ${name}, which mocks of packages do not reach: ` +
    `bundle it with ${without}, mock the network (msw, nock; in a thread by its setup), or ${server}`
  )
}
