// The configuration keys that are ours: how a function is run in a test. AWS knows none of them.

import type { Duration } from './duration.js'

/** How a function is run in a test. All optional. */
export interface TestConfig {
  /** `'in-process'` (default): in the test worker, with its mocks. `'thread'`: not built yet, refused. */
  readonly isolation?: 'in-process' | 'thread'
  /** `'fake'` (default): waiting costs no time; `'real'`: the machine's own clock. */
  readonly clock?: 'fake' | 'real'
  /** `'test'` (default): every test has environments of its own; `'suite'`: one set for the `describe` or file. */
  readonly lifetime?: 'test' | 'suite'
  /** Looks for work left after a response. Not built yet: refused. */
  readonly leaks?: 'on' | 'trace' | 'off'
  /**
   * Packages in `node_modules` that are evaluated anew in every environment, by name or pattern: other packages keep
   * their module state, because Node.js loads them once. Added to `@aws-lambda-powertools/*` and `@middy/*`.
   */
  readonly freshModules?: readonly (string | RegExp)[]
  /**
   * Variables of the test's own `process.env` that the function sees: `true` for all, or their names. Default: none.
   * What Lambda sets itself stays as Lambda sets it, except credentials that are named here.
   */
  readonly inheritEnv?: true | readonly string[]
  /** `'loopback'` (default): a connection to any other host fails with its name; `'open'`: connections are made. */
  readonly network?: 'loopback' | 'open'
  /** `'echo'` (default): what the function logs is also shown under its test; `'silent'`: it is only recorded. */
  readonly console?: 'echo' | 'silent'
  /** What an error that no result reports does at the end of the test. Default `'error'`: the test fails. */
  readonly unobserved?: 'error' | 'warn' | 'off'
  /** An environment that was idle for longer is gone (LIF-5). Default `'15m'`. */
  readonly maximumIdle?: Duration
  /** Invocations that one environment takes at once, 1 to 1,600 (LMI-2). Not built yet: refused. */
  readonly concurrency?: { readonly perEnvironment: number }
  /** Module that is loaded before the function, with `isolation: 'thread'`. Not built yet: refused. */
  readonly setup?: string
  /** Directory that is seen as `/var/task`, absolute or relative to the project's root, which is the default (FS-5). */
  readonly taskRoot?: string
  /** AWS Region the function believes to be in. Default `'us-east-1'`. */
  readonly region?: string
  /** Account the function believes to be in: 12 digits, as text. Default `'123456789012'`. */
  readonly accountId?: string
  /** Whole number from which request ids and environment ids are made. Default: they are new in every run. */
  readonly seed?: number
}
