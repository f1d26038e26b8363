// What `concurrency` means beside its number: the function runs on Lambda Managed Instances, which have rules of their own.

import type { ConfigValues } from './config-rules.js'

type Given = Partial<ConfigValues>

/** LMI-1. Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-runtimes.html */
const FIRST_MAJOR = 22

/** LMI-8. Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
export function logFormatOf({ concurrency, loggingConfig }: Given): 'Text' | 'JSON' {
  return loggingConfig?.logFormat ?? (concurrency ? 'JSON' : 'Text')
}

/** What such a function cannot have. */
export function managedInstancesProblems({
  concurrency,
  runtime,
  loggingConfig,
  leaks,
  isolation,
}: Given): readonly string[] {
  if (!concurrency) return []
  const problems: string[] = []
  if (runtime && runtime.major < FIRST_MAJOR) {
    problems.push(
      `concurrency: Lambda Managed Instances begin with nodejs${FIRST_MAJOR}.x (LMI-1), but runtime is '${runtime.id}'`,
    )
  }
  if (isolation === 'thread') {
    problems.push(
      "concurrency: several invocations in one environment run in the test's own process only: give it isolation: 'in-process'",
    )
  }
  if (loggingConfig?.logFormat === 'Text') {
    problems.push(
      'concurrency: Lambda Managed Instances log JSON only (LMI-8); leave loggingConfig.logFormat out, or make it JSON',
    )
  }
  if (leaks && leaks !== 'off') {
    problems.push(
      `concurrency: leaks: '${leaks}' looks for what a freeze cuts off, and Lambda Managed Instances never freeze ` +
        `(LMI-1); leave leaks out, or make it 'off'`,
    )
  }
  return problems
}
