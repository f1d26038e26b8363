import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aliasName,
  type AliasRouting,
  chooseVersion,
  LATEST,
  provisionedByVersion,
  readRouting,
} from '../../src/invoke/alias.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'

const NOTHING = { additionalVersionWeights: {}, provisionedConcurrentExecutions: 0 }

/** What is refused, as AWS names it: the message. */
function refusal(read: () => void): string {
  try {
    read()
  } catch (error) {
    expect(error).toBeInstanceOf(LambdaServiceException)
    expect(error).toMatchObject({ name: 'InvalidParameterValueException', statusCode: 400 })
    return (error as Error).message
  }
  throw new Error('it was taken')
}

describe('the name of an alias', () => {
  test.each(['live', 'LIVE', 'a', '1a', 'blue-green_2', '-', 'a'.repeat(128)])('may be %s [LIM-5]', (name) => {
    expect(() => aliasName(name)).not.toThrow()
  })

  test.each([
    ['', "''"],
    ['12', "'12'"],
    [LATEST, "'$LATEST'"],
    ['a b', "'a b'"],
    [undefined, 'undefined'],
    [7, '7'],
  ])('may not be %o, which a version or nothing is called [LIM-5]', (name, shown) => {
    expect(refusal(() => aliasName(name))).toBe(
      `the alias name is ${shown}: it takes 1 to 128 letters, digits, - or _, and is no number, which means a version`,
    )
  })

  test('may not be longer than 128 characters [LIM-5]', () => {
    expect(refusal(() => aliasName('a'.repeat(129)))).toContain('it takes 1 to 128 letters')
  })
})

describe('where an alias routes to', () => {
  test('is one version, unless more is said [CP-6]', () => {
    expect(readRouting('live', { functionVersion: '1' })).toEqual({ functionVersion: '1', ...NOTHING })
    expect(readRouting('live', { functionVersion: LATEST })).toEqual({ functionVersion: LATEST, ...NOTHING })
  })

  test.each([0, 0.05, 1])('may have another version with a weight of %d [CP-6]', (weight) => {
    const given = { functionVersion: '1', additionalVersionWeights: { '2': weight } }
    expect(readRouting('live', given)).toEqual({ ...NOTHING, ...given })
  })

  const before: AliasRouting = {
    functionVersion: '1',
    additionalVersionWeights: { '2': 0.5 },
    provisionedConcurrentExecutions: 3,
  }

  test.each([
    ['nothing', {}, before],
    ['the weights', { additionalVersionWeights: { '3': 0.1 } }, { ...before, additionalVersionWeights: { '3': 0.1 } }],
    ['no weights', { additionalVersionWeights: {} }, { ...before, additionalVersionWeights: {} }],
    ['the provision', { provisionedConcurrentExecutions: 0 }, { ...before, provisionedConcurrentExecutions: 0 }],
    ['the version', { functionVersion: '3' }, { ...before, functionVersion: '3' }],
    [
      'the version and the weights',
      { functionVersion: '2', additionalVersionWeights: {} },
      { ...before, functionVersion: '2', additionalVersionWeights: {} },
    ],
  ])('stays as it was but for %s that an update names [CP-6]', (_what, given, after) => {
    expect(readRouting('live', given, before)).toEqual(after)
  })

  test('cannot route to the weighted version alone while that has its weight: {} ends it [CP-6]', () => {
    expect(() => readRouting('live', { functionVersion: '2' }, before)).toThrow("version 2 is the alias's own")
  })

  test('counts what is undefined as not given', () => {
    const given = { functionVersion: undefined, additionalVersionWeights: undefined }
    expect(readRouting('live', given, before)).toEqual(before)
  })

  test.each<[unknown, string]>([
    ['1', "alias 'live' takes { functionVersion, … }, not '1'"],
    [
      {},
      "alias 'live': functionVersion is undefined: it takes a version, such as '1' or '$LATEST'; an alias cannot route to an alias",
    ],
    [
      { functionVersion: 'test' },
      "alias 'live': functionVersion is 'test': it takes a version, such as '1' or '$LATEST'; an alias cannot route to an alias",
    ],
    [
      { functionVersion: 1 },
      "alias 'live': functionVersion is 1: it takes a version, such as '1' or '$LATEST'; an alias cannot route to an alias",
    ],
    [
      { functionVersion: '1', colour: 'blue' },
      "alias 'live' has no colour: it takes functionVersion, additionalVersionWeights, provisionedConcurrentExecutions",
    ],
    [{ functionVersions: '1' }, "alias 'live' has no functionVersions: did you mean functionVersion?"],
  ])('is not %j [CP-6]', (given, message) => {
    expect(refusal(() => readRouting('live', given))).toBe(message)
  })

  test.each<[unknown, string]>([
    [0.5, "0.5: it takes { version: weight }, such as { '2': 0.05 }"],
    [
      { '2': 0.1, '3': 0.1 },
      "{ '2': 0.1, '3': 0.1 }: an alias routes to at most two versions, so it takes one version",
    ],
    [{ [LATEST]: 0.1 }, "{ '$LATEST': 0.1 }: only published versions can be weighted"],
    [{ test: 0.1 }, '{ test: 0.1 }: only published versions can be weighted'],
    [{ '1': 0.1 }, "{ '1': 0.1 }: version 1 is the alias's own: it takes another one, or {} for none"],
    [{ '2': 1.1 }, "{ '2': 1.1 }: a weight is from 0 to 1"],
    [{ '2': -0.1 }, "{ '2': -0.1 }: a weight is from 0 to 1"],
    [{ '2': Number.NaN }, "{ '2': NaN }: a weight is from 0 to 1"],
    [{ '2': '0.1' }, "{ '2': '0.1' }: a weight is from 0 to 1"],
  ])('does not take the weights %j [CP-6]', (additionalVersionWeights, why) => {
    const given = { functionVersion: '1', additionalVersionWeights }
    expect(refusal(() => readRouting('live', given))).toBe(`alias 'live': additionalVersionWeights is ${why}`)
  })

  test('does not weight $LATEST against a version either [CP-6]', () => {
    const given = { functionVersion: LATEST, additionalVersionWeights: { '1': 0.5 } }
    expect(refusal(() => readRouting('live', given))).toBe(
      "alias 'live': additionalVersionWeights is { '1': 0.5 }: only published versions can be weighted",
    )
  })

  test.each([
    [-1, '-1'],
    [1.5, '1.5'],
    ['2', "'2'"],
  ])('does not have %o environments provisioned [CON-4]', (provisionedConcurrentExecutions, shown) => {
    const given = { functionVersion: '1', provisionedConcurrentExecutions }
    expect(refusal(() => readRouting('live', given))).toBe(
      `alias 'live': provisionedConcurrentExecutions is ${shown}: it takes a whole number, 1 or more`,
    )
  })

  test('has none provisioned where it is $LATEST [CON-4]', () => {
    const given = { functionVersion: LATEST, provisionedConcurrentExecutions: 2 }
    expect(refusal(() => readRouting('live', given))).toBe(
      "alias 'live': provisionedConcurrentExecutions is 2, but the alias routes to $LATEST, which cannot have any: " +
        'publish a version first (CON-4)',
    )
  })
})

describe('the version of one request', () => {
  const routing = (weight: number): AliasRouting =>
    readRouting('live', { functionVersion: '1', additionalVersionWeights: { '2': weight } })

  test.each([
    [0.25, 0, '2'],
    [0.25, 0.249, '2'],
    [0.25, 0.25, '1'],
    [0, 0, '1'],
    [1, 0.999, '2'],
  ])('with the weight %d, is the other one below it: at %d version %s [CP-6]', (weight, chance, version) => {
    expect(chooseVersion(routing(weight), () => chance)).toBe(version)
  })

  test('is left to chance only where there is a choice', () => {
    const random = (): number => {
      throw new Error('asked')
    }
    expect(chooseVersion(readRouting('live', { functionVersion: '7' }), random)).toBe('7')
    expect(() => chooseVersion(routing(0.5), random)).toThrow('asked')
  })
})

describe('what is provisioned', () => {
  const alias = (functionVersion: string, count: number, weights: Record<string, number> = {}): AliasRouting => ({
    functionVersion,
    additionalVersionWeights: weights,
    provisionedConcurrentExecutions: count,
  })

  test.each<[string, AliasRouting[], [string, number][]]>([
    ['of one alias', [alias('1', 3)], [['1', 3]]],
    ['of two with the same version', [alias('1', 3), alias('1', 2)], [['1', 5]]],
    [
      'of a weighted one, split',
      [alias('1', 4, { '2': 0.25 })],
      [
        ['1', 3],
        ['2', 1],
      ],
    ],
    ['of none', [], []],
  ])('%s goes to its versions [CON-4]', (_what, aliases, expected) => {
    expect([...provisionedByVersion(aliases)]).toEqual(expected)
  })

  test('is all of it, wherever it goes [CON-4]', () => {
    const count = fc.integer({ min: 0, max: 50 })
    const weights = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined })
    const some = fc.array(fc.tuple(fc.constantFrom('1', '2', '3'), count, weights), { maxLength: 5 })
    fc.assert(
      fc.property(some, (given) => {
        const aliases = given.map(([version, n, weight]) =>
          alias(version, n, weight === undefined ? {} : { '4': weight }),
        )
        const counts = [...provisionedByVersion(aliases).values()]
        expect(counts.reduce((sum, n) => sum + n, 0)).toBe(given.reduce((sum, [, n]) => sum + n, 0))
        expect(counts.every((n) => Number.isInteger(n) && n >= 0)).toBe(true)
      }),
    )
  })
})
