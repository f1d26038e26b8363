// What a function logs, as Lambda writes it down: text and JSON, levels, loggers that go past the console.

import { handler, invoke, loader, type InvocationResult, type LambdaConfig, withLambda } from 'vitest-lambda'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { linesOf } from './lines.js'

beforeEach(() => {
  vi.setSystemTime('2026-01-31T12:00:00.000Z')
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const json = { logFormat: 'JSON' } as const

async function logged(code: () => void, config: LambdaConfig = {}): Promise<string[]> {
  const lambda = withLambda(
    handler(async () => code()),
    { console: 'silent', ...config },
  )
  return linesOf(await lambda.invoke(), 'application')
}

const everyLevel = (): void => {
  console.trace('t')
  console.debug('d')
  console.info('i')
  console.log('l')
  console.warn('w')
  console.error('e')
  ;(console as unknown as { fatal(text: string): void }).fatal('f')
}

describe('the console in text format', () => {
  test('writes time, request id, level and message with tabs between [LOG-13, LOG-14]', async () => {
    expect(await logged(everyLevel)).toEqual(
      [
        ['TRACE', 't'],
        ['DEBUG', 'd'],
        ['INFO', 'i'],
        ['INFO', 'l'],
        ['WARN', 'w'],
        ['ERROR', 'e'],
        ['FATAL', 'f'],
      ].map(([level, text]) => `2026-01-31T12:00:00.000Z\t<id>\t${level}\t${text}`),
    )
  })

  test('has - for the request id during Init on nodejs24.x and undefined on nodejs22.x [LOG-13, RES-15]', async () => {
    for (const [runtime, id] of [
      ['nodejs24.x', '-'],
      ['nodejs22.x', 'undefined'],
    ] as const) {
      const lambda = withLambda(() => import('./functions/lifecycle/init.js'), { runtime, console: 'silent' })
      expect(linesOf(await invoke(lambda, {}), 'application')[0]).toBe(
        `2026-01-31T12:00:00.000Z\t${id}\tINFO\tevaluating`,
      )
    }
  })

  test('formats its arguments as Node does, and keeps newlines within one line of the log [LOG-13, LOG-16]', async () => {
    expect(await logged(() => console.log('%s has %d', 'x', 2, { a: [1] }, 'line\nbreak'))).toEqual([
      '2026-01-31T12:00:00.000Z\t<id>\tINFO\tx has 2 { a: [ 1 ] } line\nbreak',
    ])
  })

  test('prints undefined when it is called with nothing [LOG-14]', async () => {
    expect(await logged(() => console.warn())).toEqual(['2026-01-31T12:00:00.000Z\t<id>\tWARN\tundefined'])
  })
})

describe('the console in JSON format', () => {
  test('writes one object per call: an object stays one [LOG-18]', async () => {
    const lines = await logged(
      () => {
        console.log('text')
        console.warn({ order: 7 })
        console.error('failed:', new TypeError('boom'))
        console.log()
      },
      { loggingConfig: json },
    )
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      { timestamp: '2026-01-31T12:00:00.000Z', level: 'INFO', requestId: '<id>', message: 'text' },
      { timestamp: '2026-01-31T12:00:00.000Z', level: 'WARN', requestId: '<id>', message: { order: 7 } },
      {
        timestamp: '2026-01-31T12:00:00.000Z',
        level: 'ERROR',
        requestId: '<id>',
        message: expect.stringMatching(/^failed: TypeError: boom\n/),
        errorType: 'TypeError',
        errorMessage: 'boom',
        stackTrace: expect.arrayContaining(['TypeError: boom']),
      },
      { timestamp: '2026-01-31T12:00:00.000Z', level: 'INFO', requestId: '<id>' },
    ])
  })

  test('writes a function error as the message itself [LOG-19]', async () => {
    const lambda = withLambda(
      async () => {
        throw new TypeError('boom')
      },
      { console: 'silent', loggingConfig: json },
    )
    const result = await lambda.invoke()
    expect(result).toFailWith('TypeError')
    expect(JSON.parse(linesOf(result, 'application')[0] ?? '')).toMatchObject({
      level: 'ERROR',
      message: { errorType: 'TypeError', errorMessage: 'boom', stackTrace: expect.anything() },
    })
  })

  test.each([
    [undefined, ['INFO', 'INFO', 'WARN', 'ERROR', 'FATAL']],
    ['TRACE', ['TRACE', 'DEBUG', 'INFO', 'INFO', 'WARN', 'ERROR', 'FATAL']],
    ['WARN', ['WARN', 'ERROR', 'FATAL']],
    ['FATAL', ['FATAL']],
  ] as const)('leaves out what is below applicationLogLevel %s [LOG-20]', async (applicationLogLevel, levels) => {
    const loggingConfig = applicationLogLevel === undefined ? json : { ...json, applicationLogLevel }
    const lines = await logged(everyLevel, { loggingConfig })
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(levels)
  })
})

describe('the variables that AWS’s client reads', () => {
  test('AWS_LAMBDA_LOG_LEVEL of a function leaves lines out in the text format, too [LOG-20, ENV-10]', async () => {
    const lines = await logged(everyLevel, { environment: { AWS_LAMBDA_LOG_LEVEL: 'error' } })
    expect(lines.map((line) => line.split('\t')[2])).toEqual(['ERROR', 'FATAL'])
  })

  test('AWS_LAMBDA_LOG_FORMAT of a function is for its own lines alone [LOG-18, ENV-10]', async () => {
    const variables = { AWS_LAMBDA_LOG_FORMAT: 'json' }
    const lambda = withLambda(async () => console.log('hello'), { environment: variables, console: 'silent' })
    const result = await lambda.invoke()
    expect(linesOf(result, 'application').map((line) => JSON.parse(line) as object)).toEqual([
      { timestamp: '2026-01-31T12:00:00.000Z', level: 'INFO', requestId: '<id>', message: 'hello' },
    ])
    expect(linesOf(result, 'platform').at(-1)).toMatch(/^REPORT RequestId: /)
  })

  test('give way to loggingConfig where that sets them [LOG-20, ENV-7]', async () => {
    const environment = { AWS_LAMBDA_LOG_FORMAT: 'Text', AWS_LAMBDA_LOG_LEVEL: 'TRACE' }
    const loggingConfig = { ...json, applicationLogLevel: 'FATAL' } as const
    const lines = await logged(everyLevel, { environment, loggingConfig })
    expect(lines.map((line) => (JSON.parse(line) as { level: string }).level)).toEqual(['FATAL'])
  })

  test('are read once, before the function’s code runs [LOG-20]', async () => {
    const lines = await logged(() => {
      process.env['AWS_LAMBDA_LOG_LEVEL'] = 'FATAL'
      console.log('still written')
    })
    expect(lines).toHaveLength(1)
  })
})

describe('stdout', () => {
  test('is not prefixed: each line is an event of its own [LOG-15]', async () => {
    expect(await logged(() => process.stdout.write('one\ntwo\nthr') && process.stdout.write('ee\n'))).toEqual([
      'one',
      'two',
      'three',
    ])
  })

  test.each([
    ['warn', 'WARN'],
    [40, 'WARN'],
    ['ERROR', 'ERROR'],
    [30, 'INFO'],
  ] as const)('of a JSON logger with level %s counts as level %s', async (level, expected) => {
    const lambda = withLambda(() => import('./functions/runtime/loggers.js'), { console: 'silent' })
    const result = await invoke(lambda, { level, message: 'from the logger' })
    expect(result).toHaveLogged({ message: 'from the logger', service: 'orders' }, expected)
    expect(result).toHaveLogged('captured', 'INFO')
  })

  test('without a newline at the end is a line of its own invocation, before END and REPORT [LOG-6, LOG-15]', async () => {
    const lambda = withLambda(
      handler(async (event: { text: string }) => void process.stdout.write(event.text)),
      { console: 'silent' },
    )
    for (const text of ['first', 'second']) {
      const { record } = await lambda.invoke({ text })
      expect(record.logs.slice(-3).map(({ line }) => line.split(' ')[0])).toEqual([text, 'END', 'REPORT'])
    }
  })

  test.each([
    ['error', async () => Promise.reject(new TypeError('boom'))],
    ['timeout', async () => sleep(10_000)],
    ['exit', async () => process.exit(1)],
  ])('without a newline at the end is there after an %s', async (outcome, end) => {
    const lambda = withLambda(
      handler(async () => {
        process.stdout.write('unfinished out')
        process.stderr.write('unfinished err')
        await end()
      }),
      { console: 'silent', unobserved: 'off' },
    )
    const { record } = await lambda.invoke()
    expect(record.outcome).toBe(outcome)
    const lines = record.logs.filter(({ source }) => source === 'application').map(({ line }) => line)
    expect(lines).toEqual(expect.arrayContaining(['unfinished out', 'unfinished err']))
  })

  test('without a newline at the end of Init is a line of Init [LOG-6]', async () => {
    const load = (): { handler: () => Promise<void> } => {
      process.stdout.write('loading')
      return { handler: async () => void process.stdout.write('answering\n') }
    }
    const { record } = await withLambda(
      loader(async () => load()),
      { console: 'silent' },
    ).invoke()
    const order = record.logs.map(({ line }) => line.split(' ')[0])
    expect(order).toEqual(['INIT_START', 'loading', 'START', 'answering', 'END', 'REPORT'])
  })

  test('of a logger that took hold of the stream at module level stays with its environment', async () => {
    const lambda = withLambda(() => import('./functions/runtime/loggers.js'), { console: 'silent' })
    const [one, two] = await Promise.all([
      invoke(lambda, { message: 'for one' }),
      invoke(lambda, { message: 'for two' }),
    ])
    expect(one).toHaveLogged('for one')
    expect(one).not.toHaveLogged('for two')
    expect(two).toHaveLogged('for two')
  })
})

describe('the echo', () => {
  test('shows what the function logs through the console of the test, unformatted', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const lambda = withLambda(async () => {
      console.log('hello', { a: 1 })
      console.warn('careful')
      process.stdout.write('raw\nunfinished')
    })
    await lambda.invoke()
    expect(log.mock.calls).toEqual([['hello', { a: 1 }], ['raw'], ['unfinished']])
    expect(warn.mock.calls).toEqual([['careful']])
  })

  test('calls the method that the function called, on which a test may be spying', async () => {
    const methods = ['debug', 'error', 'info', 'log', 'warn'] as const
    const spies = methods.map((method) => vi.spyOn(console, method).mockReturnValue())
    await withLambda(async () => {
      for (const method of methods) console[method](method)
    }).invoke()
    expect(spies.map(({ mock }) => mock.calls)).toEqual(methods.map((method) => [[method]]))
  })

  test('is left out with console: silent, and the record has the lines all the same', async () => {
    const log = vi.spyOn(console, 'log').mockReturnValue()
    const result = await withLambda(async () => console.log('hello'), { console: 'silent' }).invoke()
    expect(log).not.toHaveBeenCalled()
    expect(result).toHaveLogged('hello', 'INFO')
  })
})

describe('awslambda.InvokeStore', () => {
  const lambda = withLambda(() => import('./functions/runtime/store.js'), { console: 'silent' })
  const answer = async (running: Promise<InvocationResult>): Promise<Record<string, unknown>> =>
    (await running).payload as Record<string, unknown>

  test('kept from module level knows request and trace of each invocation, and none at Init [CTX-14]', async () => {
    for (const traceId of ['Root=1-a', 'Root=1-b']) {
      const result = await invoke(lambda, {}, { traceId })
      expect(result.payload).toEqual({
        atInit: '-',
        requestId: result.record.requestId,
        traceId,
        same: true,
        found: 'nothing',
      })
    }
  })

  test('keeps invocations at the same time apart, each in its environment [CTX-14]', async () => {
    const results = await Promise.all([
      invoke(lambda, { sleepMs: 100, put: 'a' }),
      invoke(lambda, { sleepMs: 50, put: 'b' }),
    ])
    expect(results.map(({ payload }) => (payload as { requestId: string; now: string }).now)).toEqual(['a', 'b'])
    for (const { payload, record } of results) expect(payload).toMatchObject({ requestId: record.requestId })
  })

  test('forgets what an invocation stored', async () => {
    expect(await answer(invoke(lambda, { put: 'a' }))).toMatchObject({ now: 'a' })
    expect(await answer(invoke(lambda, {}))).toMatchObject({ found: 'nothing' })
  })

  test('is missing on nodejs22.x, which has the other two of awslambda [CTX-14]', async () => {
    const keys = withLambda(
      async () => Object.keys((globalThis as unknown as { awslambda: object }).awslambda).toSorted(),
      { runtime: 'nodejs22.x' },
    )
    expect(await keys.invoke()).toReturn(['HttpResponseStream', 'streamifyResponse'])
  })

  test('is not there for the test, nor with AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA [CTX-14, ENV-10]', async () => {
    expect(Reflect.get(globalThis, 'awslambda')).toBeUndefined()
    const code = async (): Promise<string> => typeof (globalThis as { awslambda?: object }).awslambda
    expect(await withLambda(code).invoke()).toReturn('object')
    expect(await withLambda(code, { environment: { AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: '1' } }).invoke()).toReturn(
      'undefined',
    )
  })

  test('that a library made for the test is not seen by a function that has none [CTX-14]', async () => {
    onTestFinished(() => void Reflect.set(globalThis, 'awslambda', undefined))
    Reflect.set(globalThis, 'awslambda', {})
    const code = async (): Promise<string> => typeof (globalThis as { awslambda?: object }).awslambda
    expect(await withLambda(code, { environment: { AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA: '1' } }).invoke()).toReturn(
      'undefined',
    )
  })
})
