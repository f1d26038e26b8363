import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RESERVED_VARIABLES } from '../../src/function/reserved-variables.js'
import { sizeProblem, variables } from '../../src/function/variables-rule.js'

const read = (value: unknown): ReturnType<typeof variables> => variables(value, 'environment')
const API = 'https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html'

describe('environment variables', () => {
  test.each(['A1', 'table', 'TABLE_NAME', 'a_', 'X9_y'])('may be called %s [ENV-1]', (name) => {
    expect(read({ [name]: 'x' })).toEqual({ ok: true, value: { [name]: 'x' } })
  })

  test.each(['A', '1A', '_A', 'A-B', 'A B', 'A.B', 'Ä1', ''])('may not be called %j [ENV-1]', (name) => {
    expect(read({ [name]: 'x', OTHER: 'y' })).toEqual({
      ok: false,
      problems: [
        `environment.${name}: a name begins with a letter, has at least two characters, and only letters, digits and _ (ENV-1, ${API})`,
      ],
    })
  })

  test.each([...RESERVED_VARIABLES])('may not set %s, which Lambda sets [ENV-2]', (name) => {
    expect(read({ [name]: 'x' })).toMatchObject({
      ok: false,
      problems: [expect.stringContaining(`request: ${name}. `)],
    })
  })

  test('that are reserved are refused together, in the words of AWS, with what decides about them [ENV-3]', () => {
    const reading = read({ AWS_REGION: 'eu-west-1', TABLE: 'orders', AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256' })
    expect(reading).toMatchInlineSnapshot(`
      {
        "ok": false,
        "problems": [
          "environment: Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION, AWS_LAMBDA_FUNCTION_MEMORY_SIZE. Lambda sets them itself (ENV-2); instead use region, memorySize of the config",
        ],
      }
    `)
  })

  test('that are reserved and that nothing decides about are refused without advice', () => {
    expect(read({ AWS_LAMBDA_RUNTIME_API: 'x' })).toMatchObject({ problems: [expect.stringMatching(/\(ENV-2\)$/)] })
  })

  test.each([
    [8080, "environment.PORT is 8080 (a number): Lambda's variables are text, write '8080'"],
    [true, "environment.PORT is true (a boolean): Lambda's variables are text, write 'true'"],
    [null, "environment.PORT is null: Lambda's variables are text, JSON.stringify() it"],
    [{ a: 1 }, "environment.PORT is { a: 1 } (an object): Lambda's variables are text, JSON.stringify() it"],
    [undefined, 'environment.PORT is undefined: leave it out, or give it a text'],
  ])('have no value %j', (value, problem) => {
    expect(read({ PORT: value })).toEqual({ ok: false, problems: [problem] })
  })

  test.each([[null], ['TABLE=orders'], [['TABLE']], [7]])('are not %j', (value) => {
    expect(read(value)).toMatchObject({
      problems: [expect.stringMatching(/variables by name, like \{ TABLE: 'orders' \}$/)],
    })
  })

  test('in a wrapper are told by the same names', () => {
    expect(read({ Variables: { PORT: 1 } })).toMatchObject({
      problems: [expect.stringMatching(/^environment\.PORT is 1 /)],
    })
  })

  test('come out as they went in, whatever text they hold', () => {
    const name = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_]{1,10}$/).filter((key) => !RESERVED_VARIABLES.has(key))
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), (bare) => {
        for (const form of [bare, { Variables: bare }, { variables: bare }]) {
          expect(read(form)).toEqual({ ok: true, value: { ...bare } })
        }
      }),
    )
  })
})

describe('the size of all variables', () => {
  // `{"AB":"…"}` is 9 bytes around the value.
  test('may be 4,096 bytes as JSON and no more [ENV-1]', () => {
    expect(sizeProblem({ AB: 'x'.repeat(4096 - 9) }, 'environment')).toBeUndefined()
    expect(sizeProblem({ AB: 'x'.repeat(4096 - 8) }, 'environment')).toMatchInlineSnapshot(
      `"environment has 4097 bytes as JSON: all variables together take at most 4096 (ENV-1, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). Move the largest to Parameter Store, Secrets Manager or a file"`,
    )
  })

  test('is counted in bytes, not in characters', () => {
    expect(sizeProblem({ AB: 'ä'.repeat(2000) }, 'environment')).toBeUndefined()
    expect(sizeProblem({ AB: 'ä'.repeat(2100) }, 'environment')).toContain('environment has 4209 bytes as JSON')
  })
})
