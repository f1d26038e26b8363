import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/function/config.js'
import { NOT_BUILT } from '../../src/function/not-built.js'
import { problems } from './problems.js'

describe('what is not built yet', () => {
  test.each([
    [
      { tracingConfig: { mode: 'Active' } },
      "tracingConfig: { mode: 'Active' } is not built yet: no X-Ray segments are made; leave it out, or { mode: 'PassThrough' }",
    ],
  ])('%j is refused with the reason', (input, problem) => {
    expect(problems(input)).toEqual([problem])
  })

  test.each([
    [{ isolation: 'vm' }, /^isolation is 'vm': it takes /],
    [{ concurrency: { perEnvironment: 1601 } }, /^concurrency\.perEnvironment is 1601: .* from 1 to 1600 \(LMI-2/],
    [{ concurrency: {} }, /^concurrency is \{\} \(an object\): perEnvironment is missing$/],
    [{ reservedConcurrentExecutions: -1 }, /^reservedConcurrentExecutions is -1: .*, 0 or more \(CON-2/],
    [{ maximumRetryAttempts: 3 }, /^maximumRetryAttempts is 3: .* from 0 to 2 \(ASY-2/],
    [{ maximumEventAgeInSeconds: 59 }, /^maximumEventAgeInSeconds is 59: .* from 60 to 21600 \(ASY-4/],
    [
      { deadLetterConfig: { targetArn: 'queue' } },
      /^deadLetterConfig\.targetArn is 'queue': it takes the ARN of a queue or topic that is not FIFO \(ASY-8\)$/,
    ],
    [
      { destinationConfig: { onSuccess: {} } },
      /^destinationConfig\.onSuccess is \{\} \(an object\): destination is missing$/,
    ],
    [{ destinationConfig: { onfailure: {} } }, /^destinationConfig\.onfailure is not a key here: .*write onFailure$/],
    [
      { tenancyConfig: { tenantIsolationMode: 'NONE' } },
      /^tenancyConfig\.tenantIsolationMode is 'NONE': it takes 'PER_TENANT'$/,
    ],
    [{ tracingConfig: { Mode: 'Active' } }, /^tracingConfig\.Mode is not a key here: .*write mode$/],
  ])('%j is told its legal range first', (input, problem) => {
    expect(problems(input)).toEqual([expect.stringMatching(problem)])
  })

  test('is a list that is to be seen in one place', () => {
    expect(Object.keys(NOT_BUILT)).toEqual(['tracingConfig'])
  })

  test('is refused in the defaults of the project, too', () => {
    const options = {
      defaultName: 'orders',
      root: '/project',
      defaults: { tracingConfig: { mode: 'Active' } },
    } as const
    expect(() => readConfig({}, options)).toThrow("tracingConfig: { mode: 'Active' } is not built yet")
  })
})
