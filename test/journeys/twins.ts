// The same scenario in both sandboxes: what is compared of an invocation, and what may differ between the two.

import { type InvocationResult, type Lambda, type LambdaConfig, withLambda } from 'vitest-lambda'

/** Both sandboxes, for `test.each`. */
export const SANDBOXES: readonly LambdaConfig['isolation'][] = ['in-process', 'thread']

export type Do<Event> = (lambda: Lambda<Event, unknown>) => Promise<readonly InvocationResult[]>

/** What a scenario leaves behind in process and in a thread: equal, or there is a difference to explain. */
export async function twins<Event>(
  handlerString: string,
  scenario: Do<Event>,
  config: LambdaConfig = {},
): Promise<{ readonly inProcess: readonly unknown[]; readonly inThread: readonly unknown[] }> {
  const run = async (isolation: LambdaConfig['isolation']): Promise<readonly unknown[]> => {
    const lambda = withLambda(handlerString, { console: 'silent', ...config, ...(isolation && { isolation }) })
    const results = await scenario(lambda)
    return results.map((result) => comparable(result))
  }
  return { inProcess: await run('in-process'), inThread: await run('thread') }
}

/** Without ids, times of day, frames that are not the function's, CPU time, memory, and what threads do not share. */
function comparable({ payload, functionError, stream, record }: InvocationResult): unknown {
  const { report, phases, sharedModules: _, ...rest } = record
  const { cpuMs: _cpu, maxMemoryUsedMB: _memory, ...figures } = report
  const whole = {
    payload,
    functionError,
    stream: stream && {
      ...stream,
      bytes: undefined,
      chunks: stream.chunks.map(({ atMs, bytes }) => [atMs, String(bytes)]),
    },
    record: {
      ...rest,
      report: figures,
      phases: phases.map(({ startedAt: _at, ...phase }) => phase),
      connections: Object.entries(record.connections).map(([what, list]) => [
        what,
        (list as readonly unknown[]).length,
      ]),
    },
  }
  const text = JSON.stringify(whole)
    .replaceAll(record.environmentId, '<environment>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/(Max Memory Used: |maxMemoryUsedMB\\*":)\d+/g, '$1<MB>')
    .replaceAll(/(?:\\n)? +at [^"\\]*(?:node:|node_modules|\/src\/)[^"\\]*/g, '')
  return JSON.parse(text)
}
