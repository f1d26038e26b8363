import * as fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { CONFIG_RULES } from '../../src/function/config-rules.js'
import type { LambdaConfig } from '../../src/function/config.js'
import { problems } from './problems.js'

/** Numbers that are not whole, or not from `min` to `max`. */
function outside(min: number, max: number): fc.Arbitrary<number> {
  const broken = fc.double().filter((n) => !Number.isInteger(n))
  return fc.oneof(fc.integer({ max: min - 1 }), fc.integer({ min: max + 1 }), broken)
}

describe('an illegal value', () => {
  const LIMITS = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html'

  test.each([
    [{ timeout: 0 }, `timeout is 0: it takes a whole number of seconds from 1 to 900 (LIM-2, ${LIMITS})`],
    [{ timeout: 901 }, `timeout is 901: it takes a whole number of seconds from 1 to 900 (LIM-2, ${LIMITS})`],
    [{ timeout: 2.5 }, `timeout is 2.5: it takes a whole number of seconds from 1 to 900 (LIM-2, ${LIMITS})`],
    [{ timeout: Number.NaN }, `timeout is NaN: it takes a whole number of seconds from 1 to 900 (LIM-2, ${LIMITS})`],
    [
      { timeout: '3s' },
      `timeout is '3s' (a string): it takes a whole number of seconds from 1 to 900 (LIM-2, ${LIMITS})`,
    ],
    [{ timeout: null }, `timeout is null: it takes a whole number of seconds from 1 to 900 (LIM-2, ${LIMITS})`],
    [{ memorySize: 127 }, `memorySize is 127: it takes a whole number of MB from 128 to 10240 (LIM-2, ${LIMITS})`],
    [{ memorySize: 10_241 }, `memorySize is 10241: it takes a whole number of MB from 128 to 10240 (LIM-2, ${LIMITS})`],
    [
      { ephemeralStorage: 511 },
      `ephemeralStorage is 511: it takes a whole number of MB from 512 to 10240 (FS-1, ${LIMITS})`,
    ],
    [
      { ephemeralStorage: { Size: 99 } },
      `ephemeralStorage.Size is 99: it takes a whole number of MB from 512 to 10240 (FS-1, ${LIMITS})`,
    ],
    [
      { ephemeralStorage: { mb: 512 } },
      'ephemeralStorage is { mb: 512 } (an object): it takes a number of MB, or { size }',
    ],
    [{ functionName: 'a b' }, "functionName is 'a b': it takes the bare name: letters, digits, - and _ (LIM-4)"],
    [
      { functionName: 'arn:aws:lambda:us-east-1:123456789012:function:orders' },
      "functionName is 'arn:aws:lambda:us-east-1:123456789012:function:orders': it takes the bare name: letters, digits, - and _ (LIM-4)",
    ],
    [
      { functionName: 'x'.repeat(65) },
      'functionName has 65 characters: it takes 1 to 64 characters (LIM-4, https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html)',
    ],
    [{ handler: 'a b' }, "handler is 'a b': it takes the path of an export, without blanks (RES-1)"],
    [
      { handler: () => 1 },
      'handler is [Function: handler] (a function): it takes the path of an export, without blanks (RES-1)',
    ],
    [
      { runtime: 'nodejs21.x' },
      "runtime is 'nodejs21.x', which is no Node.js runtime of AWS Lambda: use 'nodejs22.x' or 'nodejs24.x' or 'nodejs26.x'",
    ],
    [
      { description: 'x'.repeat(257) },
      'description has 257 characters: it takes 0 to 256 characters (LIM-3, https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html)',
    ],
    [
      { role: 'orders' },
      "role is 'orders': it takes the ARN of a role, like 'arn:aws:iam::123456789012:role/orders' (LIM-7)",
    ],
    [{ kmsKeyArn: 'key' }, "kmsKeyArn is 'key': it takes an ARN"],
    [{ layers: 'deps' }, "layers is 'deps' (a string): it takes a list of layer version ARNs"],
    [
      { layers: ['arn:aws:lambda:us-east-1:123456789012:layer:deps'] },
      "layers[0] is 'arn:aws:lambda:us-east-1:123456789012:layer:deps': it takes the ARN of a layer version, like 'arn:aws:lambda:us-east-1:123456789012:layer:deps:1'",
    ],
    [
      { layers: Array.from({ length: 6 }, (_, n) => `arn:aws:lambda:us-east-1:123456789012:layer:deps:${n}`) },
      `layers has 6 layers: it takes at most 5 (LIM-3, ${LIMITS})`,
    ],
    [{ architectures: ['x86'] }, "architectures[0] is 'x86': it takes 'x86_64' or 'arm64'; did you mean 'x86_64'?"],
    [
      { architectures: ['x86_64', 'arm64'] },
      'architectures has 2 architectures: it takes exactly 1 (CP-1, https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html)',
    ],
    [{ isolation: 'vm' }, "isolation is 'vm': it takes 'in-process' or 'thread'"],
    [{ clock: 'Fake' }, "clock is 'Fake': it takes 'fake' or 'real'; did you mean 'fake'?"],
    [{ console: 'silence' }, "console is 'silence': it takes 'echo' or 'silent'; did you mean 'silent'?"],
    [{ console: false }, "console is false (a boolean): it takes 'echo' or 'silent'"],
    [{ unobserved: 'errors' }, "unobserved is 'errors': it takes 'error' or 'warn' or 'off'; did you mean 'error'?"],
    [{ leaks: true }, "leaks is true (a boolean): it takes 'on' or 'trace' or 'off'"],
    [
      { freshModules: 'pg' },
      "freshModules is 'pg' (a string): it takes a list of package names and regular expressions",
    ],
    [{ freshModules: [1] }, 'freshModules[0] is 1 (a number): it takes the name of a package, or a regular expression'],
    [
      { freshModules: [' '] },
      "freshModules[0] is ' ' (a string): it takes the name of a package, or a regular expression",
    ],
    [
      { inheritEnv: false },
      'inheritEnv is false (a boolean): it takes true, or a list of names; for none leave it out',
    ],
    [{ inheritEnv: [1] }, 'inheritEnv[0] is 1 (a number): it takes text that is not empty'],
    [
      { inheritEnv: ['HOME', 'AWS_REGION', '_HANDLER'] },
      'inheritEnv names AWS_REGION, _HANDLER, which Lambda sets itself (ENV-2); use region, handler',
    ],
    [
      { inheritEnv: ['AWS_LAMBDA_RUNTIME_API'] },
      'inheritEnv names AWS_LAMBDA_RUNTIME_API, which Lambda sets itself (ENV-2)',
    ],
    [{ maximumIdle: '15min' }, "maximumIdle '15min' is not written as a duration: write '15m'"],
    [{ taskRoot: '' }, "taskRoot is '': it takes text that is not empty"],
    [{ region: 'Frankfurt' }, "region is 'Frankfurt': it takes the name of a Region, like 'eu-central-1'"],
    [
      { accountId: 123456789012 },
      "accountId is 123456789012 (a number): it takes 12 digits as text, like '123456789012'",
    ],
    [{ accountId: '1234' }, "accountId is '1234': it takes 12 digits as text, like '123456789012'"],
    [{ seed: 1.5 }, 'seed is 1.5: it takes a whole number'],
    [{ seed: '7' }, "seed is '7': it takes a whole number"],
    [
      { loggingConfig: 'JSON' },
      "loggingConfig is 'JSON' (a string): it takes an object with logFormat, applicationLogLevel, systemLogLevel, logGroup",
    ],
    [
      { loggingConfig: { logFormat: 'json' } },
      "loggingConfig.logFormat is 'json': it takes 'Text' or 'JSON'; did you mean 'JSON'?",
    ],
    [
      { loggingConfig: { logFormat: 'JSON', systemLogLevel: 'ERROR' } },
      "loggingConfig.systemLogLevel is 'ERROR': it takes 'DEBUG' or 'INFO' or 'WARN'",
    ],
    [
      { loggingConfig: { logGroup: 'a b' } },
      "loggingConfig.logGroup is 'a b': it takes the name of a log group: letters, digits, . - _ / and #",
    ],
  ])('%j is refused', (input, problem) => {
    expect(problems(input)).toEqual([problem])
  })

  test('of a log level with Text is refused in the words of AWS [LOG-20]', () => {
    const sentence = [
      'loggingConfig: LogLevel is not supported when LogFormat is set to "Text". Remove LogLevel from your request or ' +
        'change the LogFormat to "Json" and try again. Here: add logFormat: \'JSON\', or leave the level out',
    ]
    expect(problems({ loggingConfig: { applicationLogLevel: 'INFO' } })).toEqual(sentence)
    expect(problems({ loggingConfig: { logFormat: 'Text', systemLogLevel: 'INFO' } })).toEqual(sentence)
    expect(problems({ loggingConfig: { systemLogLevel: 'INFO' } }, { loggingConfig: { logFormat: 'JSON' } })).toEqual(
      [],
    )
  })

  test('is never accepted outside of a range', () => {
    const wrong = fc.oneof(
      outside(1, 900).map((value) => ({ timeout: value })),
      outside(128, 10_240).map((value) => ({ memorySize: value })),
      outside(512, 10_240).map((value) => ({ ephemeralStorage: value })),
      outside(0, 2).map((value) => ({ maximumRetryAttempts: value })),
      outside(60, 21_600).map((value) => ({ maximumEventAgeInSeconds: value })),
    )
    fc.assert(
      fc.property(wrong, (input) => {
        expect(problems(input)).toEqual([
          expect.stringMatching(/: it takes a whole number.* from \d+ to \d+ \([A-Z]+-\d, /),
        ])
      }),
    )
  })

  test('of any kind for any key ends in a complete config or in a LambdaConfigError, never otherwise', () => {
    const key = fc.constantFrom(...Object.keys(CONFIG_RULES))
    fc.assert(
      fc.property(fc.dictionary(key, fc.anything()), (input) => {
        for (const problem of problems(input)) expect(problem).toMatch(/\S/)
      }),
    )
  })
})

test('there is a rule for exactly the keys of the config', () => {
  expectTypeOf<keyof typeof CONFIG_RULES>().toEqualTypeOf<keyof LambdaConfig>()
})

test.each([
  ['arn:aws:iam::123456789012:role/orders', true],
  ['arn:aws-cn:iam::123456789012:role/service-role/my.orders@shop', true],
  ['arn:aws:iam::123456789012:user/orders', false],
  ['arn:aws:iam::1234:role/orders', false],
  ['arn:aws:iam::123456789012:role/my orders', false],
])('%s is the role of a function: %s [LIM-7]', (role, legal) => {
  expect(problems({ role })).toHaveLength(legal ? 0 : 1)
})

describe('where asynchronous events go', () => {
  const arn = (service: string, name: string): string => `arn:aws:${service}:us-east-1:123456789012:${name}`
  const targets = [
    arn('sqs', 'failed'),
    arn('sns', 'failed'),
    arn('lambda', 'function:failed'),
    arn('events', 'event-bus/b'),
  ]

  test.each(targets.map((destination) => [destination]))('may be %s [ASY-7]', (destination) => {
    expect(problems({ destinationConfig: { onSuccess: { destination }, onFailure: { destination } } })).toEqual([])
  })

  test('may be a bucket for failures only [ASY-7]', () => {
    const destination = 'arn:aws:s3:::failed'
    expect(problems({ destinationConfig: { onFailure: { destination } } })).toEqual([])
    expect(problems({ destinationConfig: { onSuccess: { destination } } })).toEqual([
      "destinationConfig.onSuccess.destination is 'arn:aws:s3:::failed': it takes the ARN of a queue, topic, function or " +
        'event bus, and none that is FIFO (ASY-7)',
    ])
  })

  test.each([['sqs'], ['sns']])('is no FIFO one of %s [ASY-7, ASY-8]', (service) => {
    const destination = arn(service, 'failed.fifo')
    expect(problems({ destinationConfig: { onFailure: { destination } } })).toEqual([
      expect.stringContaining('and none that is FIFO'),
    ])
    expect(problems({ deadLetterConfig: { targetArn: destination } })).toEqual([
      `deadLetterConfig.targetArn is '${destination}': it takes the ARN of a queue or topic that is not FIFO (ASY-8)`,
    ])
  })

  test('is a queue or topic for dead letters [ASY-8]', () => {
    expect(problems({ deadLetterConfig: { targetArn: targets[0] } })).toEqual([])
    expect(problems({ deadLetterConfig: { targetArn: targets[2] } })).toHaveLength(1)
  })
})
