import { describe, expect, test } from 'vitest'
import { CONFIG_RULES } from '../../src/function/config-rules.js'
import { problems } from './problems.js'

describe('an unknown key', () => {
  test.each([
    ['timout', 'timout is not a key here: did you mean timeout?'],
    ['FunctionName', 'FunctionName is not a key here: keys begin with a lower-case letter, write functionName'],
    ['MemorySize', 'MemorySize is not a key here: keys begin with a lower-case letter, write memorySize'],
    ['KMSKeyArn', 'KMSKeyArn is not a key here: keys begin with a lower-case letter, write kmsKeyArn'],
    ['memorysize', 'memorysize is not a key here: keys begin with a lower-case letter, write memorySize'],
    ['env', 'env is not a key here: did you mean environment?'],
    ['vpcConfig', 'vpcConfig has no meaning here: there is no VPC in a test; leave it out'],
    ['VpcConfig', 'VpcConfig has no meaning here: there is no VPC in a test; leave it out'],
    ['SnapStart', 'SnapStart has no meaning here: Lambda has no SnapStart for Node.js (INIT-17); leave it out'],
    [
      'failOnLeak',
      'failOnLeak has no meaning here: it is an option of the plugin, lambda({ failOnLeak }) in vitest.config.ts',
    ],
    ['code', 'code has no meaning here: the code is the first argument of withLambda()'],
  ])('%s: %s', (key, problem) => {
    expect(problems({ [key]: 1 })).toEqual([problem])
  })

  test('that is near to nothing gets the list of all keys', () => {
    expect(problems({ zzz: 1 })).toEqual([
      `zzz is not a key here: the keys are ${Object.keys(CONFIG_RULES).join(', ')}`,
    ])
  })

  test('inside a key is named with its path', () => {
    expect(problems({ loggingConfig: { logformat: 'JSON' } })).toEqual([
      'loggingConfig.logformat is not a key here: keys begin with a lower-case letter, write logFormat',
    ])
    expect(problems({ loggingConfig: { LogFormat: 'JSON', level: 'INFO' } })).toEqual([
      'loggingConfig.LogFormat is not a key here: keys begin with a lower-case letter, write logFormat',
      'loggingConfig.level is not a key here: did you mean systemLogLevel?',
    ])
  })

  test('may be called like a member of Object', () => {
    for (const key of ['toString', 'constructor', '__proto__', 'hasOwnProperty']) {
      const input: unknown = JSON.parse(`{ ${JSON.stringify(key)}: 1 }`)
      expect(problems(input)[0]).toMatch(new RegExp(`^${key} is not a key here`))
    }
  })
})
