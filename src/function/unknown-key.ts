// What to say about a key of the configuration that is not known.

import { unknownFieldProblem } from './value-rules.js'

/** Keys of AWS's own that mean nothing in a test, and of the plugin's, with the reason. */
const WITHOUT_MEANING: Readonly<Record<string, string>> = {
  code: 'the code is the first argument of withLambda()',
  codeUri: 'the code is the first argument of withLambda()',
  packageType: 'code always comes from the project; leave it out',
  imageConfig: 'code always comes from the project; leave it out',
  vpcConfig: 'there is no VPC in a test; leave it out',
  fileSystemConfigs: 'there are no mounted file systems in a test; leave it out',
  snapStart: 'Lambda has no SnapStart for Node.js (INIT-17); leave it out',
  durableConfig: 'durable functions have a testing library of their own; leave it out',
  events: 'event sources are not part of a function; leave it out',
  failOnLeak: 'it is an option of the plugin, lambda({ failOnLeak }) in vitest.config.ts',
  allowLeaks: 'it is an option of the plugin, lambda({ allowLeaks }) in vitest.config.ts',
  policies: 'nothing is checked against IAM; leave it out',
}

/** AWS's keys without a meaning here, AWS's spelling, the nearest key, or all keys: whatever helps most. */
export function unknownKeyProblem(path: string, name: string, known: readonly string[]): string {
  const lower = name.charAt(0).toLowerCase() + name.slice(1)
  if (Object.hasOwn(WITHOUT_MEANING, lower)) return `${path} has no meaning here: ${WITHOUT_MEANING[lower]}`
  return unknownFieldProblem(path, name, known)
}
