import * as fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AliasOptions } from '../../src/invoke/alias.js'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import { type ProvisioningConfig, Versions } from '../../src/invoke/versions.js'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:orders'

let versions: Versions<string>
let chance: number
let config: ProvisioningConfig

beforeEach(() => {
  chance = 0
  config = { reservedConcurrentExecutions: undefined, isolatesTenants: false }
  versions = new Versions('latest', { functionArn: ARN, random: () => chance, config: () => config })
})

/** What is refused: its name and message. */
function refusal(act: () => void): string {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(LambdaServiceException)
    return String(error)
  }
  throw new Error('it was taken')
}

describe('the versions of a function', () => {
  test('are numbered from 1, and are what was deployed then [CP-5]', () => {
    const deploy = (version: string): string => `code of ${version}`
    expect([versions.publish(deploy), versions.publish(deploy)]).toEqual(['1', '2'])
    versions.update('later')
    expect(versions.all).toEqual(['later', 'code of 1', 'code of 2'])
    expect(versions.newest).toEqual({ version: '2', deployed: 'code of 2' })
    expect(versions.resolve('1')).toBe('code of 1')
    expect([versions.latest, versions.resolve('$LATEST')]).toEqual(['later', 'later'])
  })

  test('are one, $LATEST, before any is published', () => {
    expect(versions.all).toEqual(['latest'])
    expect(versions.newest).toBeUndefined()
  })

  test('are what a qualifier means: none, $LATEST, a number, or the version of an alias [CP-7]', () => {
    versions.publish(() => 'one')
    versions.createAlias('live', { functionVersion: '1' })
    versions.createAlias('dev', { functionVersion: '$LATEST' })
    const meant = [undefined, '$LATEST', '1', 'live', 'dev'].map((qualifier) => versions.resolve(qualifier))
    expect(meant).toEqual(['latest', 'latest', 'one', 'one', 'latest'])
  })

  test('that are not there are not found, and what is there is told [API-6, CP-7]', () => {
    expect(refusal(() => versions.resolve('1'))).toBe(
      `ResourceNotFoundException: Function not found: ${ARN}:1 (there is $LATEST)`,
    )
    versions.publish(() => 'one')
    versions.createAlias('live', { functionVersion: '1' })
    expect(refusal(() => versions.resolve('test'))).toBe(
      `ResourceNotFoundException: Function not found: ${ARN}:test (there are $LATEST, 1, live)`,
    )
  })
})

describe('the aliases of a function', () => {
  beforeEach(() => {
    for (const code of ['one', 'two', 'three']) versions.publish(() => code)
  })

  test('choose anew for each request [CP-6]', () => {
    versions.createAlias('live', { functionVersion: '1', additionalVersionWeights: { '2': 0.5 } })
    const chosen = [0.1, 0.9, 0.1].map((at) => {
      chance = at
      return versions.resolve('live')
    })
    expect(chosen).toEqual(['two', 'one', 'two'])
  })

  test('are made once [CP-6]', () => {
    versions.createAlias('live', { functionVersion: '1' })
    expect(refusal(() => versions.createAlias('live', { functionVersion: '2' }))).toBe(
      `ResourceConflictException: Alias already exists: ${ARN}:live`,
    )
    expect(versions.resolve('live')).toBe('one')
  })

  test.each([['updateAlias'], ['deleteAlias']] as const)('are there before %s()', (act) => {
    expect(refusal(() => versions[act]('live', {}))).toBe(
      `ResourceNotFoundException: Alias not found: ${ARN}:live (there are none)`,
    )
    versions.createAlias('test', { functionVersion: '1' })
    expect(refusal(() => versions[act]('live', {}))).toContain(`${ARN}:live (there is test)`)
  })

  test('go nowhere that is not there, and stay as they were then [CP-6]', () => {
    versions.createAlias('live', { functionVersion: '1' })
    for (const routing of [{ functionVersion: '4' }, { additionalVersionWeights: { '4': 0.5 } }]) {
      expect(refusal(() => versions.updateAlias('live', routing))).toContain(`Function not found: ${ARN}:4 (there are`)
    }
    expect(refusal(() => versions.createAlias('new', { functionVersion: '4' }))).toContain(`${ARN}:4`)
    expect(versions.resolve('live')).toBe('one')
    expect(() => versions.resolve('new')).toThrow('not found')
  })

  test('have no names that a version could have [LIM-5]', () => {
    expect(refusal(() => versions.createAlias('1', { functionVersion: '1' }))).toContain("the alias name is '1'")
  })

  test('say how many environments of each version are provisioned [CON-4]', () => {
    versions.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 2 })
    versions.createAlias('next', { functionVersion: '2', provisionedConcurrentExecutions: 1 })
    expect(versions.provisioned).toEqual(
      new Map([
        ['1', 2],
        ['2', 1],
      ]),
    )
    versions.deleteAlias('live')
    expect(versions.provisioned).toEqual(new Map([['2', 1]]))
  })

  test('take no more than is reserved together, whichever comes last [CON-2, CON-4]', () => {
    config = { ...config, reservedConcurrentExecutions: 3 }
    const provisionedConcurrentExecutions = 2
    versions.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions })
    expect(refusal(() => versions.createAlias('next', { functionVersion: '2', provisionedConcurrentExecutions }))).toBe(
      "InvalidParameterValueException: alias 'next': provisioned concurrency would be 4 in all, which is more than the 3 " +
        "that reservedConcurrentExecutions leaves the function (2 of 'live', 2 of 'next'): reserve more, or provision less " +
        'by updateAlias()',
    )
    versions.updateAlias('live', { provisionedConcurrentExecutions: 1 })
    versions.createAlias('next', { functionVersion: '2', provisionedConcurrentExecutions })
    expect(() => versions.updateAlias('next', { provisionedConcurrentExecutions: 2 })).not.toThrow()
  })

  test('keep what they have provisioned: an update that reserves less is refused, and changes nothing [CON-2, CON-4]', () => {
    versions.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 2 })
    config = { ...config, reservedConcurrentExecutions: 1 }
    expect(refusal(() => versions.update('later'))).toBe(
      'InvalidParameterValueException: update(): provisioned concurrency would be 2 in all, which is more than the 1 ' +
        "that reservedConcurrentExecutions leaves the function (2 of 'live'): reserve more, or provision less by updateAlias()",
    )
    expect([versions.latest, versions.resolve(undefined)]).toEqual(['latest', 'latest'])
    config = { ...config, reservedConcurrentExecutions: 2 }
    versions.update('later')
    expect(versions.latest).toBe('later')
  })

  test('are judged by the configuration that an update would bring, not by the one before it [CON-4]', () => {
    const reserving: Versions<{ reserved: number }> = new Versions(
      { reserved: 2 },
      {
        functionArn: ARN,
        random: () => chance,
        config: () => ({ reservedConcurrentExecutions: reserving.latest.reserved, isolatesTenants: false }),
      },
    )
    reserving.publish(() => ({ reserved: 2 }))
    reserving.createAlias('live', { functionVersion: '1', provisionedConcurrentExecutions: 2 })
    expect(refusal(() => reserving.update({ reserved: 1 }))).toContain('more than the 1 that')
    reserving.update({ reserved: 3 })
    expect(reserving.latest).toEqual({ reserved: 3 })
  })
})

describe('what is behind a qualifier', () => {
  beforeEach(() => {
    for (const deployed of ['one', 'two', 'three']) versions.publish(() => deployed)
    versions.createAlias('live', { functionVersion: '2', additionalVersionWeights: { '1': 0.1 } })
    versions.createAlias('next', { functionVersion: '$LATEST' })
  })

  test('is each version that it may mean, none where there is nothing of that name [CP-6, CP-7]', () => {
    const qualifiers = ['1', '$LATEST', 'live', 'next', '4', 'gone']
    expect(qualifiers.map((qualifier) => versions.behind(qualifier))).toEqual([
      ['one'],
      ['latest'],
      ['two', 'one'],
      ['latest'],
      [],
      [],
    ])
  })

  test('is told without drawing between versions [CP-6]', () => {
    const drawing: Versions<string> = new Versions('latest', {
      functionArn: ARN,
      random: () => {
        throw new Error('drawn')
      },
      config: () => config,
    })
    for (const deployed of ['one', 'two']) drawing.publish(() => deployed)
    drawing.createAlias('live', { functionVersion: '2', additionalVersionWeights: { '1': 0.1 } })
    expect(drawing.behind('live')).toEqual(['two', 'one'])
    expect(() => drawing.resolve('live')).toThrow('drawn')
  })

  test('has what aliases provision, each its part [CON-4]', () => {
    versions.updateAlias('live', { provisionedConcurrentExecutions: 10 })
    versions.createAlias('test', { functionVersion: '2', provisionedConcurrentExecutions: 2 })
    expect(versions.provisioned).toEqual(
      new Map([
        ['2', 11],
        ['1', 1],
      ]),
    )
    expect(versions.provisionedBy('live')).toEqual(
      new Map([
        ['2', 9],
        ['1', 1],
      ]),
    )
    expect([versions.provisionedBy('next'), versions.provisionedBy('gone')]).toEqual([new Map(), new Map()])
    expect(['1', '2', '3'].map((version) => versions.provisioning(version))).toEqual([['live'], ['live', 'test'], []])
  })
})

test('a function whose tenants are kept apart has nothing provisioned [CON-4, TEN-1]', () => {
  config = { ...config, isolatesTenants: true }
  versions.publish(() => 'one')
  versions.createAlias('live', { functionVersion: '1' })
  expect(refusal(() => versions.updateAlias('live', { provisionedConcurrentExecutions: 1 }))).toBe(
    "InvalidParameterValueException: alias 'live': a function with a tenancy configuration has no provisioned " +
      "concurrency (here 1 of 'live'): its aliases take provisionedConcurrentExecutions: 0",
  )
  expect(versions.provisioned).toEqual(new Map())
})

type Step =
  | { readonly do: 'publish' }
  | { readonly do: 'update' }
  | { readonly do: 'delete'; readonly alias: string }
  | { readonly do: 'create' | 'route'; readonly alias: string; readonly to: number; readonly other: number | undefined }

const alias = fc.constantFrom('live', 'test')
const number = fc.integer({ min: 1, max: 4 })
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    fc.constantFrom<Step>({ do: 'publish' }, { do: 'update' }),
    fc.record({
      do: fc.constantFrom('create' as const, 'route' as const),
      alias,
      to: number,
      other: fc.option(number, { nil: undefined }),
    }),
    fc.record({ do: fc.constant('delete' as const), alias }),
  ),
  { maxLength: 40 },
)

describe('any history of a function', () => {
  test('leaves each qualifier with what a plain model says, and refuses what that does not have [CP-5, CP-6, CP-7]', () => {
    fc.assert(
      fc.property(steps, (history) => {
        const subject = new Versions('0', { functionArn: ARN, random: () => 0.5, config: () => config })
        const model = { latest: '0', published: [] as string[], aliases: new Map<string, AliasOptions>() }
        history.forEach((step, index) => {
          const accepted = play(step, String(index), model)
          let refused = false
          try {
            perform(step, String(index), subject)
          } catch (error) {
            refused = true
            expect(error).toBeInstanceOf(LambdaServiceException)
          }
          expect(refused).toBe(!accepted)
          for (const name of ['live', 'test']) {
            const routing = model.aliases.get(name)
            if (!routing) expect(() => subject.resolve(name)).toThrow('Function not found')
            else expect(subject.resolve(name)).toBe(model.published[Number(certain(routing)) - 1])
          }
          expect(subject.all).toEqual([model.latest, ...model.published])
        })
      }),
    )
  })
})

/** What the weight of 1 makes certain. */
function certain({ functionVersion, additionalVersionWeights }: AliasOptions): string {
  return Object.keys(additionalVersionWeights ?? {})[0] ?? functionVersion
}

function routingOf(to: number, other: number | undefined): AliasOptions {
  return { functionVersion: String(to), ...(other !== undefined && { additionalVersionWeights: { [other]: 1 } }) }
}

function perform(step: Step, code: string, subject: Versions<string>): void {
  if (step.do === 'publish') {
    const { latest } = subject
    subject.publish(() => latest)
  } else if (step.do === 'update') subject.update(code)
  else if (step.do === 'delete') subject.deleteAlias(step.alias)
  else {
    const act = step.do === 'create' ? 'createAlias' : 'updateAlias'
    subject[act](step.alias, routingOf(step.to, step.other))
  }
}

/** The same on the model; false for what is to be refused. */
function play(
  step: Step,
  code: string,
  model: { latest: string; published: string[]; aliases: Map<string, AliasOptions> },
): boolean {
  if (step.do === 'publish') return model.published.push(model.latest) > 0
  if (step.do === 'update') return (model.latest = code) === code
  if (step.do === 'delete') return model.aliases.delete(step.alias)
  const former = model.aliases.get(step.alias)
  if ((former !== undefined) === (step.do === 'create')) return false
  // What an update does not give stays as it is.
  const routing = { ...former, ...routingOf(step.to, step.other) }
  const routed = [routing.functionVersion, ...Object.keys(routing.additionalVersionWeights ?? {})]
  if (routed.some((version) => Number(version) > model.published.length)) return false
  if (new Set(routed).size < routed.length) return false
  model.aliases.set(step.alias, routing)
  return true
}
