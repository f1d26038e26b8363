import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/function/config.js'
import type { FunctionConfig } from '../../src/function/config.js'

const OPTIONS = { defaultName: 'orders', root: '/project' }

function config(input: unknown): FunctionConfig {
  return readConfig(input, OPTIONS).config
}

describe('a config that says nothing', () => {
  const complete: FunctionConfig = {
    functionName: 'orders',
    handler: 'handler',
    handlerString: 'index.handler',
    runtime: 'nodejs24.x',
    rules: 'nodejs24.x',
    timeoutMs: 3000,
    memorySize: 128,
    environment: {},
    ephemeralStorage: 512,
    loggingConfig: {
      logFormat: 'Text',
      applicationLogLevel: undefined,
      systemLogLevel: 'INFO',
      logGroup: '/aws/lambda/orders',
    },
    description: '',
    role: undefined,
    kmsKeyArn: undefined,
    tags: {},
    layers: [],
    architectures: ['x86_64'],
    reservedConcurrentExecutions: undefined,
    maximumRetryAttempts: 2,
    maximumEventAgeMs: 21_600_000,
    destinations: { onSuccess: undefined, onFailure: undefined, deadLetter: undefined },
    isolatesTenants: false,
    perEnvironment: undefined,
    isolation: 'in-process',
    clock: 'fake',
    lifetime: 'test',
    leaks: 'on',
    freshModules: [/^@aws-lambda-powertools\//, /^@middy\//],
    inheritEnv: [],
    network: 'loopback',
    console: 'echo',
    unobserved: 'error',
    maximumIdleMs: 900_000,
    setup: undefined,
    taskRoot: '/project',
    region: 'us-east-1',
    accountId: '123456789012',
    seed: undefined,
  }

  test.each([[undefined], [{}], [{ timeout: undefined, environment: undefined }]])(
    '%j has every default [LIM-2, FS-1, CP-1]',
    (input) => {
      expect(readConfig(input, OPTIONS)).toEqual({ config: complete, warnings: [] })
    },
  )
})

describe('a completed config', () => {
  test('adds its fresh modules to ours', () => {
    expect(config({ freshModules: ['winston', /^@acme\//] }).freshModules).toEqual([
      /^@aws-lambda-powertools\//,
      /^@middy\//,
      'winston',
      /^@acme\//,
    ])
  })

  test.each([
    ['src', '/project/src'],
    ['./src', '/project/src'],
    ['.', '/project'],
    ['./', '/project'],
    ['../shared', '/project/../shared'],
    ['/srv/code', '/srv/code'],
    ['C:\\code', 'C:\\code'],
    ['d:/code', 'd:/code'],
    ['.build', '/project/.build'],
  ])('with the task root %s sees %s as /var/task [FS-5]', (taskRoot, seen) => {
    expect(config({ taskRoot }).taskRoot).toBe(seen)
  })

  test('joins the task root to a Windows project', () => {
    expect(readConfig({ taskRoot: 'src' }, { defaultName: 'f', root: 'C:\\project\\' }).config.taskRoot).toBe(
      'C:\\project/src',
    )
  })

  test('filters the lines of a JSON function at INFO where it says nothing [LOG-20]', () => {
    expect(config({ loggingConfig: { logFormat: 'JSON' } }).loggingConfig).toMatchObject({
      applicationLogLevel: 'INFO',
    })
  })
})
