import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/function/config.js'
import type { LambdaConfig } from '../../src/function/config.js'
import { RESERVED_VARIABLES } from '../../src/function/reserved-variables.js'
import { lambdaVariables } from '../../src/function/variables.js'

const IDENTITY = {
  version: '$LATEST',
  logStreamName: '2025/12/28/[$LATEST]b33e12be6c054d53918d3142fbea7cef',
  logGroupName: '/aws/lambda/orders',
  initializationType: 'on-demand',
} as const

type Host = Readonly<Record<string, string | undefined>>

function variables(given: LambdaConfig = {}, host: Host = {}): Record<string, string> {
  const { config } = readConfig(given, { defaultName: 'orders', root: '/project' })
  return lambdaVariables(config, { ...IDENTITY, host })
}

describe("Lambda's own variables", () => {
  test('are all there, as text [ENV-4, ENV-5, INIT-12]', () => {
    expect(variables()).toMatchInlineSnapshot(`
      {
        "AWS_ACCESS_KEY_ID": "ASIAIOSFODNN7EXAMPLE",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
        "AWS_LAMBDA_FUNCTION_NAME": "orders",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/orders",
        "AWS_LAMBDA_LOG_STREAM_NAME": "2025/12/28/[$LATEST]b33e12be6c054d53918d3142fbea7cef",
        "AWS_LAMBDA_RUNTIME_API": "169.254.100.1:9001",
        "AWS_REGION": "us-east-1",
        "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "AWS_SESSION_TOKEN": "vitest-lambda-session-token",
        "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        "AWS_XRAY_DAEMON_ADDRESS": "169.254.100.1:2000",
        "LAMBDA_RUNTIME_DIR": "/var/runtime",
        "LAMBDA_TASK_ROOT": "/var/task",
        "LANG": "en_US.UTF-8",
        "LD_LIBRARY_PATH": "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib",
        "NODE_PATH": "/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task",
        "PATH": "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
        "PWD": "/var/task",
        "SHLVL": "0",
        "TZ": ":UTC",
        "_AWS_XRAY_DAEMON_ADDRESS": "169.254.100.1",
        "_AWS_XRAY_DAEMON_PORT": "2000",
        "_HANDLER": "index.handler",
      }
    `)
  })

  test('follow the config [ENV-4, CTX-3]', () => {
    const given: LambdaConfig = {
      functionName: 'payments',
      handler: 'api.get',
      runtime: 'nodejs22.x',
      memorySize: 1024,
      region: 'eu-central-1',
    }
    expect(variables(given)).toMatchObject({
      _HANDLER: 'index.api.get',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_LAMBDA_FUNCTION_NAME: 'payments',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_REGION: 'eu-central-1',
      AWS_DEFAULT_REGION: 'eu-central-1',
      NODE_PATH: expect.stringContaining('/opt/nodejs/node22/node_modules:'),
    })
  })

  test('follow the environment they belong to [CTX-7, CTX-8, INIT-12]', () => {
    const { config } = readConfig({}, { defaultName: 'orders', root: '/project' })
    const initializationType = 'provisioned-concurrency'
    const identity = {
      version: '7',
      logStreamName: 'stream',
      logGroupName: 'group',
      host: {},
      initializationType,
    } as const
    expect(lambdaVariables(config, identity)).toMatchObject({
      AWS_LAMBDA_INITIALIZATION_TYPE: 'provisioned-concurrency',
      AWS_LAMBDA_FUNCTION_VERSION: '7',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      AWS_LAMBDA_LOG_GROUP_NAME: 'group',
    })
  })

  test('say nothing of the log format unless it is JSON [LOG-18, LOG-20]', () => {
    expect(variables()).not.toHaveProperty('AWS_LAMBDA_LOG_FORMAT')
    expect(variables()).not.toHaveProperty('AWS_LAMBDA_LOG_LEVEL')
    expect(variables({ loggingConfig: { logFormat: 'JSON', applicationLogLevel: 'WARN' } })).toMatchObject({
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_LOG_LEVEL: 'WARN',
    })
  })

  test('do not include the trace id, which belongs to an invocation [CTX-13]', () => {
    expect(variables()).not.toHaveProperty('_X_AMZN_TRACE_ID')
  })
})

describe("the function's variables", () => {
  test('win over what Lambda merely sets first [ENV-6]', () => {
    const environment = { TZ: 'Europe/Vienna', PATH: '/opt/tools', NODE_PATH: '/opt/modules', LANG: 'de_AT.UTF-8' }
    expect(variables({ environment })).toMatchObject(environment)
  })

  test('win over inherited ones', () => {
    expect(variables({ environment: { STAGE: 'test' }, inheritEnv: true }, { STAGE: 'host' })).toMatchObject({
      STAGE: 'test',
    })
  })
})

describe("the host's variables", () => {
  const host: Host = { HOME: '/home/me', NODE_ENV: 'test', VITEST: 'true', VITEST_POOL_ID: '1', GONE: undefined }

  test('do not cross', () => {
    const inside = variables({}, host)
    for (const name of Object.keys(host)) expect(inside).not.toHaveProperty(name)
  })

  test('cross by name', () => {
    const inside = variables({ inheritEnv: ['HOME', 'GONE', 'MISSING'] }, host)
    expect(inside).toMatchObject({ HOME: '/home/me' })
    for (const name of ['NODE_ENV', 'VITEST', 'GONE', 'MISSING']) expect(inside).not.toHaveProperty(name)
  })

  test('cross altogether with true, also over what Lambda merely sets first', () => {
    const inside = variables({ inheritEnv: true }, { ...host, PATH: '/usr/bin' })
    expect(inside).toMatchObject({ HOME: '/home/me', NODE_ENV: 'test', VITEST: 'true', PATH: '/usr/bin' })
    expect(inside).not.toHaveProperty('GONE')
  })

  test('do not cross with true where a function cannot have their names, but where they are named [ENV-1]', () => {
    const own = { _: '/bin/node', _PRIVATE: 'x', '=C:': 'C:', 'npm_config_@shop:registry': 'y', BASH_FUNC_: 'z' }
    const inside = variables({ inheritEnv: true }, own)
    expect(Object.keys(own).filter((name) => name in inside)).toEqual(['BASH_FUNC_'])
    expect(variables({ inheritEnv: ['_PRIVATE'] }, own)).toHaveProperty('_PRIVATE', 'x')
  })

  test('never replace what Lambda reserves [ENV-2, ENV-7]', () => {
    const reserved = Object.fromEntries([...RESERVED_VARIABLES].map((name) => [name, 'host']))
    expect(variables({ inheritEnv: true }, reserved)).toEqual(variables())
  })
})

describe('credentials', () => {
  const real: Host = { AWS_ACCESS_KEY_ID: 'AKIAREAL', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: undefined }

  test('are dummies, also when all of the host is inherited', () => {
    expect(variables({ inheritEnv: true }, real)).toMatchObject({
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
      AWS_SESSION_TOKEN: 'vitest-lambda-session-token',
    })
  })

  test("are the host's when they are named, without a made-up session token beside them", () => {
    const inside = variables({ inheritEnv: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] }, real)
    expect(inside).toMatchObject({ AWS_ACCESS_KEY_ID: 'AKIAREAL', AWS_SECRET_ACCESS_KEY: 'secret' })
    expect(inside).not.toHaveProperty('AWS_SESSION_TOKEN')
  })

  test('are dummies when they are named and the host has none', () => {
    expect(variables({ inheritEnv: ['AWS_ACCESS_KEY_ID'] })).toMatchObject({
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
    })
  })
})

describe('precedence', () => {
  test('for any names: reserved, then the function, then the host, then what Lambda sets first [ENV-7]', () => {
    const name = fc.oneof(
      fc.constantFrom('PATH', 'TZ', 'AWS_REGION', '_HANDLER', 'STAGE'),
      fc.stringMatching(/^[a-z][a-z0-9]{1,5}$/),
    )
    const own = fc.dictionary(
      name.filter((key) => !RESERVED_VARIABLES.has(key)),
      fc.string({ maxLength: 20 }),
      { maxKeys: 10 },
    )
    fc.assert(
      fc.property(own, fc.dictionary(name, fc.string()), (environment, host) => {
        const plain = variables()
        const inside = variables({ environment, inheritEnv: true }, host)
        for (const key of new Set([...Object.keys(plain), ...Object.keys(environment), ...Object.keys(host)])) {
          const expected = RESERVED_VARIABLES.has(key) ? plain[key] : (environment[key] ?? host[key] ?? plain[key])
          expect(inside[key]).toBe(expected)
        }
      }),
    )
  })
})
