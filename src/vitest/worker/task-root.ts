// The folder that a function sees as /var/task: one that is named has to be there.

import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { LambdaConfigError } from '../../function/config-error.js'
import type { FunctionConfig, LambdaConfig } from '../../function/config.js'
import { showValue } from '../../function/show-value.js'

/** Where a task root may have been named. */
export interface TaskRootOrigin {
  /** By the function, as its user wrote it. */
  readonly given: string | undefined
  /** The project's defaults. */
  readonly defaults: LambdaConfig | undefined
  /** The project's root, absolute. */
  readonly root: string
  readonly caller: string
}

/** Throws a `LambdaConfigError` where a named one is no folder. The project's root is not looked at. */
export function checkTaskRoot(
  { functionName, taskRoot }: Pick<FunctionConfig, 'functionName' | 'taskRoot'>,
  { given, defaults, root, caller }: TaskRootOrigin,
): void {
  const named = given ?? defaults?.taskRoot
  if (named === undefined || isFolder(taskRoot)) return
  const where =
    given === undefined ? 'lambda(): the defaults in the Vitest config' : `${caller}: the config of '${functionName}'`
  throw new LambdaConfigError(where, [
    `taskRoot is ${showValue(named)}, and there is no folder ${resolve(taskRoot)}: it takes a folder that is there, ` +
      `absolute or from the project's root, ${root}; leave it out for the root itself`,
  ])
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
