// Every AWS number that is checked against, with its unit and the place it comes from.

const LIMITS = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html'
const CREATE = 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html'
const EVENT_INVOKE = 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html'

/** A legal range, both ends included. */
export interface Quota {
  readonly minimum: number
  readonly maximum: number
  /** Plural, as it reads after a number; empty for a plain count. */
  readonly unit: string
  /** Behaviour id and AWS page. */
  readonly id: string
  readonly source: string
}

/** A range with what AWS uses when nothing is said. */
export interface DefaultedQuota extends Quota {
  readonly default: number
}

/** Ranges of what `withLambda()` configures. */
export const QUOTAS: {
  readonly timeout: DefaultedQuota
  readonly memorySize: DefaultedQuota
  readonly ephemeralStorage: DefaultedQuota
  readonly environmentBytes: Quota
  readonly functionName: Quota
  readonly handler: Quota
  readonly description: Quota
  readonly layers: Quota
  readonly architectures: Quota
  readonly tags: Quota
  readonly tagKey: Quota
  readonly tagValue: Quota
  readonly logGroup: Quota
  readonly reservedConcurrentExecutions: Quota
  readonly maximumRetryAttempts: DefaultedQuota
  readonly maximumEventAgeInSeconds: DefaultedQuota
  readonly perEnvironment: Quota
  readonly destinationArn: Quota
} = {
  timeout: { minimum: 1, maximum: 900, default: 3, unit: 'seconds', id: 'LIM-2', source: LIMITS },
  memorySize: { minimum: 128, maximum: 10_240, default: 128, unit: 'MB', id: 'LIM-2', source: LIMITS },
  ephemeralStorage: { minimum: 512, maximum: 10_240, default: 512, unit: 'MB', id: 'FS-1', source: LIMITS },
  environmentBytes: { minimum: 0, maximum: 4096, unit: 'bytes', id: 'ENV-1', source: LIMITS },
  functionName: { minimum: 1, maximum: 64, unit: 'characters', id: 'LIM-4', source: CREATE },
  handler: { minimum: 1, maximum: 128, unit: 'characters', id: 'RES-1', source: CREATE },
  description: { minimum: 0, maximum: 256, unit: 'characters', id: 'LIM-3', source: CREATE },
  layers: { minimum: 0, maximum: 5, unit: 'layers', id: 'LIM-3', source: LIMITS },
  architectures: { minimum: 1, maximum: 1, unit: 'architectures', id: 'CP-1', source: CREATE },
  tags: {
    minimum: 0,
    maximum: 50,
    unit: 'tags',
    id: 'LIM-6',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html',
  },
  tagKey: { minimum: 1, maximum: 128, unit: 'characters', id: 'LIM-6', source: CREATE },
  tagValue: { minimum: 0, maximum: 256, unit: 'characters', id: 'LIM-6', source: CREATE },
  logGroup: {
    minimum: 1,
    maximum: 512,
    unit: 'characters',
    id: 'CTX-8',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html',
  },
  // The upper end is the account's own quota, which AWS raises on request: only the lower one is a rule.
  reservedConcurrentExecutions: {
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    unit: 'concurrent executions',
    id: 'CON-2',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html',
  },
  maximumRetryAttempts: { minimum: 0, maximum: 2, default: 2, unit: 'retries', id: 'ASY-2', source: EVENT_INVOKE },
  maximumEventAgeInSeconds: {
    minimum: 60,
    maximum: 21_600,
    default: 21_600,
    unit: 'seconds',
    id: 'ASY-4',
    source: EVENT_INVOKE,
  },
  perEnvironment: {
    minimum: 1,
    maximum: 1600,
    unit: 'concurrent invocations',
    id: 'LMI-2',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_LambdaManagedInstancesCapacityProviderConfig.html',
  },
  destinationArn: {
    minimum: 0,
    maximum: 350,
    unit: 'characters',
    id: 'ASY-6',
    source: 'https://docs.aws.amazon.com/lambda/latest/api/API_OnFailure.html',
  },
}
