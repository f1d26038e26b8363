import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/function/config.js'
import type { FunctionConfig } from '../../src/function/config.js'
import { lambdaVariables } from '../../src/function/variables.js'
import { problems } from './problems.js'

const concurrency = { perEnvironment: 10 }

function config(input: object): FunctionConfig {
  return readConfig({ concurrency, ...input }, { defaultName: 'orders', root: '/project' }).config
}

describe('a function with concurrency', () => {
  test('logs JSON, and leaves leaks alone, without being told [LMI-8, LMI-1]', () => {
    expect(config({})).toMatchObject({
      perEnvironment: 10,
      leaks: 'off',
      loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'INFO' },
    })
    expect(config({ loggingConfig: { applicationLogLevel: 'WARN' } }).loggingConfig.applicationLogLevel).toBe('WARN')
    expect(config({ loggingConfig: { logFormat: 'JSON' }, leaks: 'off' }).leaks).toBe('off')
  })

  test.each(['nodejs22.x', 'nodejs24.x', 'nodejs26.x'])(
    'has the one client of Managed Instances on %s [LMI-5]',
    (id) => {
      expect(config({ runtime: id })).toMatchObject({ runtime: id, rules: 'nodejs24.x' })
    },
  )

  test('knows it from its variables [LMI-3, INIT-12]', () => {
    const initializationType = 'lambda-managed-instances'
    const identity = {
      version: '$LATEST',
      logStreamName: 'stream',
      logGroupName: 'group',
      host: {},
      initializationType,
    } as const
    expect(lambdaVariables(config({}), identity)).toMatchObject({
      AWS_LAMBDA_MAX_CONCURRENCY: '10',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'lambda-managed-instances',
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
    })
  })

  test.each([
    [
      { runtime: 'nodejs20.x' },
      "concurrency: Lambda Managed Instances begin with nodejs22.x (LMI-1), but runtime is 'nodejs20.x'",
    ],
    [
      { loggingConfig: { logFormat: 'Text' } },
      'concurrency: Lambda Managed Instances log JSON only (LMI-8); leave loggingConfig.logFormat out, or make it JSON',
    ],
    [
      { leaks: 'on' },
      "concurrency: leaks: 'on' looks for what a freeze cuts off, and Lambda Managed Instances never freeze (LMI-1); leave leaks out, or make it 'off'",
    ],
    [
      { leaks: 'trace' },
      "concurrency: leaks: 'trace' looks for what a freeze cuts off, and Lambda Managed Instances never freeze (LMI-1); leave leaks out, or make it 'off'",
    ],
  ])('cannot have %j', (input, problem) => {
    expect(problems({ concurrency, ...input })).toEqual([problem])
    expect(problems({ ...input, concurrency: undefined })).toEqual([])
  })
})
