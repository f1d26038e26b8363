// Checks the names of projects that the plugin's option `projects` lists.

import type { Vitest } from 'vitest/node'
import { LambdaConfigError } from '../../function/config-error.js'
import { nearest } from '../../function/nearest.js'
import { showValue } from '../../function/show-value.js'
import { list, text } from '../../function/value-rules.js'

const names = list(text(undefined), "names of projects, such as ['unit']")

/** Throws a `LambdaConfigError` where it is no list of names. */
export function checkProjectNames(given: unknown): void {
  const reading = names(given, 'projects')
  if (!reading.ok) throw refusal(reading.problems)
}

/** Throws a `LambdaConfigError` for names that no project has. With Vitest's `--project` only those that it names are known. */
export function refuseUnknownProjects(
  wanted: readonly string[],
  { projects, config }: Pick<Vitest, 'projects' | 'config'>,
): void {
  if (config.project.length > 0) return
  const known = projects.map(({ name }) => name)
  const problems = wanted.filter((name) => !known.includes(name)).map((name) => problem(name, known))
  if (problems.length > 0) throw refusal(problems)
}

function problem(name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  const question = meant === undefined ? '' : `: did you mean ${showValue(meant)}?`
  return `projects names ${showValue(name)}, and there are ${known.map(showValue).join(', ')}${question}`
}

function refusal(problems: readonly string[]): LambdaConfigError {
  return new LambdaConfigError('lambda(): the options in the Vitest config', problems)
}
