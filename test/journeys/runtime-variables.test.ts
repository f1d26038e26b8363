// process.env as a function finds it: Lambda's variables and its own, nothing of the test's.

import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { handler, invoke, withLambda, type LambdaConfig } from 'vitest-lambda'
import { afterEach, describe, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

const all = async (): Promise<Record<string, string | undefined>> => ({ ...process.env })

describe('process.env of a function', () => {
  test.each(['nodejs24.x', 'nodejs22.x'] as const)('has what Lambda sets on %s [ENV-4, ENV-5]', async (runtime) => {
    const config: LambdaConfig = { runtime, functionName: 'orders', memorySize: 256, region: 'eu-west-1' }
    const { payload, record } = await withLambda(all, config).invoke()
    expect(payload).toMatchObject({
      _HANDLER: 'index.handler',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: 'orders',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/orders',
      AWS_LAMBDA_LOG_STREAM_NAME: expect.stringContaining(record.environmentId),
      LAMBDA_TASK_ROOT: '/var/task',
      LAMBDA_RUNTIME_DIR: '/var/runtime',
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
      NODE_PATH: expect.stringContaining(`/opt/nodejs/node${runtime.slice(6, 8)}/node_modules`),
    })
  })

  test('has no names with a leading _ but those of Lambda and X-Ray [ENV-8]', async () => {
    vi.stubEnv('_OF_THE_SHELL', 'x')
    const names = withLambda(async () => Object.keys(process.env).filter((name) => name.startsWith('_')))
    const ofLambda = ['_AWS_XRAY_DAEMON_ADDRESS', '_AWS_XRAY_DAEMON_PORT', '_HANDLER', '_X_AMZN_TRACE_ID']
    expect((await names.invoke()).payload.toSorted()).toEqual(ofLambda)
  })

  test('has nothing of the test’s own, in any way of looking', async () => {
    vi.stubEnv('OF_THE_TEST', 'secret')
    const look = withLambda(async () => [
      process.env['OF_THE_TEST'] ?? 'nothing',
      'OF_THE_TEST' in process.env,
      Object.keys(process.env).includes('OF_THE_TEST'),
      JSON.stringify(process.env).includes('secret'),
    ])
    expect(await look.invoke()).toReturn(['nothing', false, false, false])
  })

  test('has the variables of the function, which may override what is not reserved [ENV-6, ENV-7]', async () => {
    const { payload } = await withLambda(all, { environment: { TABLE: 'orders', TZ: 'Asia/Tokyo' } }).invoke()
    expect(payload).toMatchObject({ TABLE: 'orders', TZ: 'Asia/Tokyo' })
  })

  test('keeps what the function assigns for the life of the environment, as text [ENV-9]', async () => {
    const lambda = withLambda(async () => {
      process.env['COUNT'] = (Number(process.env['COUNT'] ?? 0) + 1) as unknown as string
      return process.env['COUNT']
    })
    expect(await lambda.invoke()).toReturn('1')
    expect(await lambda.invoke()).toReturn('2')
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn('1')
    expect(process.env['COUNT']).toBeUndefined()
  })

  test('has credentials that are none', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAREAL')
    const { payload } = await withLambda(all).invoke()
    expect(payload).toMatchObject({ AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE', AWS_SESSION_TOKEN: expect.any(String) })
  })
})

describe('what a function starts has its variables', () => {
  const started = {
    'a worker thread': async () => {
      const worker = new Worker(`require('node:worker_threads').parentPort.postMessage({ ...process.env })`, {
        eval: true,
      })
      return ((await once(worker, 'message')) as unknown[])[0]
    },
    'a child process': async () => {
      const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'JSON.stringify(process.env)'])
      return JSON.parse(stdout) as unknown
    },
    'a forked process': async () => {
      const child = fork('process.send(process.env)', { execArgv: ['-e'] })
      return ((await once(child, 'message')) as unknown[])[0]
    },
  }

  test.each(Object.keys(started) as (keyof typeof started)[])('%s: and none of the test’s [ENV-4]', async (what) => {
    vi.stubEnv('OF_THE_TEST', 'secret')
    const environment = { TABLE: 'orders' }
    const { payload } = await withLambda(handler(started[what]), { environment }).invoke()
    expect(payload).toMatchObject({ TABLE: 'orders', _HANDLER: 'index.handler' })
    expect(payload).not.toHaveProperty('OF_THE_TEST')
  })
})

describe('inheritEnv', () => {
  test('lets the named variables of the test through, as they are when the environment begins', async () => {
    const lambda = withLambda(async () => [process.env['ONE'] ?? '-', process.env['TWO'] ?? '-'], {
      inheritEnv: ['ONE'],
    })
    vi.stubEnv('ONE', '1')
    vi.stubEnv('TWO', '2')
    expect(await lambda.invoke()).toReturn(['1', '-'])
    vi.stubEnv('ONE', 'changed')
    expect(await lambda.invoke()).toReturn(['1', '-'])
    await lambda.recycle()
    expect(await lambda.invoke()).toReturn(['changed', '-'])
  })

  test('true lets all through but what Lambda sets itself', async () => {
    vi.stubEnv('ONE', '1')
    vi.stubEnv('AWS_REGION', 'xx-test-1')
    const { payload } = await withLambda(all, { inheritEnv: true, region: 'eu-west-1' }).invoke()
    expect(payload).toMatchObject({ ONE: '1', AWS_REGION: 'eu-west-1' })
  })

  test('gives way to the variables of the function [ENV-7]', async () => {
    vi.stubEnv('TABLE', 'of the test')
    const lambda = withLambda(async () => process.env['TABLE'], {
      inheritEnv: true,
      environment: { TABLE: 'of the function' },
    })
    expect(await lambda.invoke()).toReturn('of the function')
  })
})

describe('record.missingEnv', () => {
  test('names the variables that the function missed and the test has, once per invocation', async () => {
    vi.stubEnv('TABLE_NAME', 'orders')
    const lambda = withLambda(
      handler(async () => `${process.env['TABLE_NAME']} ${process.env['TABLE_NAME']} ${process.env['NOBODY_HAS_IT']}`),
    )
    for (let i = 0; i < 2; i++) expect((await lambda.invoke()).record.missingEnv).toEqual(['TABLE_NAME'])
  })

  test('is empty when nothing was missed', async () => {
    vi.stubEnv('TABLE_NAME', 'orders')
    const lambda = withLambda(
      handler(async () => process.env['TABLE_NAME']),
      { inheritEnv: ['TABLE_NAME'] },
    )
    expect((await lambda.invoke()).record.missingEnv).toEqual([])
  })

  test('names what was missed at Init, in the first invocation, also when that fails', async () => {
    vi.stubEnv('DOES', 'sleep 1')
    const lambda = withLambda(() => import('./functions/lifecycle/init.js'), { console: 'silent' })
    expect((await invoke(lambda, {})).record.missingEnv).toEqual(['DOES'])
    expect((await invoke(lambda, {})).record.missingEnv).toEqual([])
  })
})
