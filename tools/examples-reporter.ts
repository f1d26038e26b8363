// Prints, for every test of the examples, the invocations it made: what started cold, how long it ran, how it ended.

import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type { NotedInvocation } from '../examples/report.setup.js'

const MARKS = { passed: '✓', failed: '✗', skipped: '-', pending: '?' } as const
const ENDINGS: Readonly<Record<string, string>> = {
  response: 'answered',
  error: 'failed with a function error',
  timeout: 'timed out',
  exit: 'its process ended',
}

export default class ExamplesReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines = modules
      .toSorted((a, b) => titleOf(a).localeCompare(titleOf(b)))
      .flatMap((module) => ['', `${titleOf(module)}`, ...[...module.children.allTests()].flatMap(linesOf)])
    process.stdout.write(`${lines.join('\n')}\n${LEGEND}\n`)
  }
}

const LEGEND = `
Times are those of the environment's clock: waiting counts, computing does not. In brackets: what the test really took.`

function titleOf(module: TestModule): string {
  return `${module.project.name} › ${module.relativeModuleId}`
}

function linesOf(test: TestCase): string[] {
  const { invocations = [] } = test.meta()
  const took = Math.round(test.diagnostic()?.duration ?? 0)
  const environments = [...new Set(invocations.map(({ environmentId }) => environmentId))]
  return [
    `  ${MARKS[test.result().state]} ${test.name} (${took} ms)`,
    ...invocations.map((one) => `      ${row(one, environments.indexOf(one.environmentId))}`),
  ]
}

function row(invocation: NotedInvocation, environment: number): string {
  const { functionName, start, idleMs, initMs, durationMs, billedMs, outcome } = invocation
  return [
    functionName.padEnd(18),
    `environment ${environment + 1}`,
    start.padEnd(5),
    (initMs === undefined ? '' : `init ${whole(initMs)}`).padEnd(12),
    `ran ${whole(durationMs)}`.padEnd(14),
    `billed ${whole(billedMs)}`.padEnd(17),
    `${ENDINGS[outcome] ?? outcome}${idleMs ? `, after ${timeOf(idleMs)} frozen` : ''}`,
  ].join('  ')
}

function whole(ms: number): string {
  return `${Math.round(ms)} ms`
}

function timeOf(ms: number): string {
  if (ms < 1_000) return `${ms} ms`
  return ms < 60_000 ? `${ms / 1_000} s` : `${Math.round(ms / 6_000) / 10} min`
}
