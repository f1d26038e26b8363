// The configuration keys that are ours: how a function is run in a test. AWS knows none of them.

import type { Duration } from './duration.js'

/** How a function is run in a test. All optional. */
export interface TestConfig {
  /**
   * `'in-process'` (default): in the test worker, with its mocks. `'thread'`: each environment in a thread of its own, which
   * is truly frozen, can be killed, and has packages and globals for itself; mocks are made by `setup`. Needs the plugin,
   * and a handler string or a loader that does nothing but import.
   */
  readonly isolation?: 'in-process' | 'thread'
  /** `'fake'` (default): waiting costs no time; `'real'`: the machine's own clock. */
  readonly clock?: 'fake' | 'real'
  /** `'test'` (default): every test has environments of its own; `'suite'`: one set for the `describe` or file. */
  readonly lifetime?: 'test' | 'suite'
  /**
   * Looks for work that an invocation leaves unfinished when it answers. `'on'` (default); `'trace'`: by following every
   * promise, at a higher cost; `'off'`: not at all, and `record.leaks` is absent.
   */
  readonly leaks?: 'on' | 'trace' | 'off'
  /**
   * Packages in `node_modules` that are evaluated anew in every environment, by name or pattern: other packages keep
   * their module state, because Node.js loads them once. Added to `@aws-lambda-powertools/*` and `@middy/*`.
   */
  readonly freshModules?: readonly (string | RegExp)[]
  /**
   * Variables of the test's own `process.env` that the function sees: `true` for all whose names a function can have
   * (ENV-1), or their names. Default: none. What Lambda sets itself stays as Lambda sets it, except credentials that are
   * named here.
   */
  readonly inheritEnv?: true | readonly string[]
  /** `'loopback'` (default): a connection to any other host fails with its name; `'open'`: connections are made. */
  readonly network?: 'loopback' | 'open'
  /**
   * `'echo'` (default): what the function logs is also shown under its test, by the test's own console, on which it may be
   * spying. `'silent'`: it is only recorded, and spies see nothing: assert with `toHaveLogged` or `record.logs`.
   */
  readonly console?: 'echo' | 'silent'
  /**
   * What a failed invocation that nobody looks at does at the end of the test. Default `'error'`: the test fails. Looking
   * at it is a matcher that tells how it ended, or reading `error`, `functionError`, `record.outcome`, the `error` of a
   * stream, or what the error's JSON has in the payload: reading the payload or the logs alone is not.
   */
  readonly unobserved?: 'error' | 'warn' | 'off'
  /** An environment that was idle for longer is gone (LIF-5). Default `'15m'`. */
  readonly maximumIdle?: Duration
  /**
   * Runs the function as on Lambda Managed Instances: one environment takes up to `perEnvironment` invocations at once, 1
   * to 1,600 (LMI-2), which share its modules and its `/tmp`. It is never frozen, logs JSON, takes no callback handlers,
   * and goes on after a timeout; from `'nodejs22.x'` on. `1` is one at a time, by the same rules. Default: on demand.
   */
  readonly concurrency?: { readonly perEnvironment: number }
  /**
   * Path, from the project's root, of a module that each environment evaluates before the function's: only with
   * `isolation: 'thread'`, where mocks of the test do not apply. Its default export is called with `{ mock }`
   * (`SetupContext`), and the functions it exports can be called from the test: `lambda.setup()`. Among the defaults of the
   * project it is for the functions in threads. Default: none.
   */
  readonly setup?: string
  /**
   * Directory that is seen as `/var/task`, absolute or relative to the project's root, which is the default (FS-5). It has to
   * be there when the function is declared.
   */
  readonly taskRoot?: string
  /** AWS Region the function believes to be in. Default `'us-east-1'`. */
  readonly region?: string
  /** Account the function believes to be in: 12 digits, as text. Default `'123456789012'`. */
  readonly accountId?: string
  /** Whole number from which request ids and environment ids are made. Default: they are new in every run. */
  readonly seed?: number
}
