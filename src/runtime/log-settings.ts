// How the console of a function logs: what AWS's client reads from its environment variables when it starts.

import type { LogLevel } from '../sandbox/port.js'

export interface LogSettings {
  readonly format: 'Text' | 'JSON'
  /** Least level that is written, in both formats. */
  readonly level: LogLevel
}

const LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/**
 * Lambda sets the two variables for a function whose `loggingConfig` has the JSON format. They are not reserved, so another
 * function may set them itself: the client obeys, and the platform's own lines stay as `loggingConfig` says. Letter case
 * does not count; what is no format means text, what is no level means TRACE (LOG-18, LOG-20, ENV-10).
 * Source: https://www.npmjs.com/package/aws-lambda-ric/v/4.0.2 and https://www.npmjs.com/package/aws-lambda-ric/v/3.3.0
 */
export function readLogSettings(variables: Readonly<Record<string, string>>): LogSettings {
  const wanted = variables['AWS_LAMBDA_LOG_LEVEL']?.toUpperCase()
  return {
    format: variables['AWS_LAMBDA_LOG_FORMAT']?.toUpperCase() === 'JSON' ? 'JSON' : 'Text',
    level: LEVELS.find((level) => level === wanted) ?? 'TRACE',
  }
}
