// The configuration of a function under test, as its user writes it.

import type { AwsConfig } from './aws-config.js'
import type { TestConfig } from './test-config.js'

/**
 * Configuration of a function under test: AWS's own keys, and ours. All optional; `P` is the path of the export.
 * An unknown key or an illegal value is a `LambdaConfigError` at `withLambda()`.
 */
export interface LambdaConfig<P extends string = string> extends AwsConfig<P>, TestConfig {}
