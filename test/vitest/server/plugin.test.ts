import { afterEach, describe, expect, test } from 'vitest'
import type { TestProject } from 'vitest/node'
import { lambda, type LambdaPluginOptions } from '../../../src/vitest/server/plugin.js'
import { fakeProject } from './project.js'

interface SetUp {
  readonly setupFiles: readonly string[]
  readonly provided: Readonly<Record<string, unknown>>
}

/** What ends with a run of Vitest. */
const endings: (() => void)[] = []
afterEach(() => {
  for (const end of endings.splice(0)) end()
})

/** What the plugin does to a project when Vitest hands it over. */
function setUp(
  options: LambdaPluginOptions | undefined,
  project: { name?: string; browser?: boolean; setupFiles?: string[] } = {},
  vitest: { names?: readonly string[]; filter?: readonly string[] } = {},
): SetUp {
  const provided: Record<string, unknown> = {}
  const setupFiles = project.setupFiles ?? []
  const given = {
    ...fakeProject(project.name ?? '').project,
    name: project.name ?? '',
    config: { root: '/app', setupFiles, browser: { enabled: project.browser ?? false } },
    provide: (key: string, value: unknown) => void (provided[key] = value),
  }
  const { configureVitest } = lambda(options)
  const projects = [given.name, ...(vitest.names ?? [])].map((name) => ({ name }))
  const context = {
    project: given as unknown as TestProject,
    vitest: {
      projects,
      config: { project: vitest.filter ?? [] },
      onClose: (end: () => void) => void endings.push(end),
    },
  }
  Reflect.apply(configureVitest as () => void, undefined, [context])
  return { setupFiles, provided }
}

describe('a project', () => {
  test("gets the setup file before the user's own, and the facts that its workers need", () => {
    const { setupFiles, provided } = setUp({ timeout: 5, freshModules: ['winston'] }, { setupFiles: ['/app/own.ts'] })
    expect(setupFiles).toEqual([expect.stringMatching(/[/\\]src[/\\]vitest[/\\]worker[/\\]setup\.ts$/), '/app/own.ts'])
    expect(provided).toEqual({
      vitestLambda: {
        root: '/app',
        defaults: { timeout: 5 },
        fresh: expect.arrayContaining([
          expect.stringContaining('winston'),
          expect.stringContaining('@middy'),
        ]) as unknown,
        leakRules: { failOnLeak: 'warn', allowed: [] },
        modules: expect.objectContaining({
          address: expect.stringContaining('vitest-lambda-'),
          project: '',
          moduleRunner: expect.stringMatching(/^file:.*module-runner/),
        }) as unknown,
      },
    })
    expect(structuredClone(provided)).toEqual(provided)
  })

  test('gets the rules about leaks, and no default of that name', () => {
    const { provided } = setUp({ failOnLeak: 'error', allowLeaks: [{ at: /track/g }], leaks: 'trace' })
    expect(provided).toMatchObject({
      vitestLambda: {
        defaults: { leaks: 'trace' },
        leakRules: { failOnLeak: 'error', allowed: [{ at: { source: 'track', flags: 'g' } }] },
      },
    })
    expect(provided).not.toHaveProperty('vitestLambda.defaults.failOnLeak')
  })

  test('needs no options', () => {
    expect(setUp(undefined).provided).toHaveProperty('vitestLambda.defaults', {})
  })

  test('keeps the setup file where it is named already', () => {
    const [setup = ''] = setUp({}).setupFiles
    expect(setUp({}, { setupFiles: ['/app/own.ts', setup] }).setupFiles).toEqual(['/app/own.ts', setup])
  })

  test('is left alone when others are named, and in a browser', () => {
    expect(setUp({ projects: ['other'] }, { name: 'unit' }, { names: ['other'] })).toEqual({
      setupFiles: [],
      provided: {},
    })
    expect(setUp({ projects: ['unit'] }, { name: 'unit' }).setupFiles).toHaveLength(1)
    expect(setUp({}, { browser: true })).toEqual({ setupFiles: [], provided: {} })
  })
})

describe('Vite', () => {
  test('is told to load the packages that are evaluated anew', () => {
    const { configEnvironment } = lambda({ freshModules: ['winston', /^pino$/] })
    const config = Reflect.apply(configEnvironment as () => unknown, undefined, []) as {
      resolve: { noExternal: RegExp[] }
    }
    const loads = (name: string): boolean =>
      config.resolve.noExternal.some((one) => one.test(`/app/node_modules/${name}/index.js`))
    expect(['winston', 'pino', '@middy/core', '@aws-lambda-powertools/logger'].filter((name) => !loads(name))).toEqual(
      [],
    )
    expect(['pino-pretty', '@aws-sdk/client-s3'].filter(loads)).toEqual([])
  })
})

describe('options', () => {
  test('that are unknown are refused where they are written', () => {
    expect(() => lambda({ tiemout: 5 } as LambdaPluginOptions)).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: lambda(): the defaults in the Vitest config cannot be used:
        - tiemout is not a key here: did you mean timeout?]
    `)
  })

  test('that are nearly those of the plugin are refused with the nearest, and those of a configuration are not taken for them', () => {
    expect(() => lambda({ failOnLeaks: 'error', project: ['unit'] } as LambdaPluginOptions))
      .toThrowErrorMatchingInlineSnapshot(`
        [LambdaConfigError: lambda(): the options in the Vitest config cannot be used:
          - failOnLeaks is not a key here: did you mean failOnLeak?
          - project is not a key here: did you mean projects?]
      `)
    expect(() => lambda({ leak: 'off' } as LambdaPluginOptions)).toThrow('leak is not a key here: did you mean leaks?')
    expect(() => lambda({ allowLeaks: [{ kind: 'timer' }] })).toThrow(
      /^lambda\(\): the options in the Vitest config cannot be used:\n {2}- allowLeaks\[0\] is /,
    )
  })

  test('that name projects which do not exist are refused with the nearest', () => {
    const names = ['unit', 'e2e']
    expect(() => setUp({ projects: ['unti', 'api'] }, { name: 'unit' }, { names: ['e2e'] }))
      .toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: lambda(): the options in the Vitest config cannot be used:
        - projects names 'unti', and there are 'unit', 'e2e': did you mean 'unit'?
        - projects names 'api', and there are 'unit', 'e2e']
    `)
    expect(setUp({ projects: names }, { name: 'unit' }, { names: ['e2e'] }).setupFiles).toHaveLength(1)
    expect(() => lambda({ projects: 'unit' as never })).toThrow(
      "projects is 'unit' (a string): it takes a list of names of projects, such as ['unit']",
    )
  })

  test('that name projects which --project leaves out are not refused', () => {
    expect(setUp({ projects: ['unit', 'e2e'] }, { name: 'unit' }, { filter: ['unit'] }).setupFiles).toHaveLength(1)
  })

  test('that are illegal are refused where they are written', () => {
    expect(() => lambda({ timeout: 1000, freshModules: 'winston' as never })).toThrowErrorMatchingInlineSnapshot(`
      [LambdaConfigError: lambda(): the defaults in the Vitest config cannot be used:
        - timeout is 1000: it takes a whole number of seconds from 1 to 900 (LIM-2, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)
        - freshModules is 'winston' (a string): it takes a list of package names and regular expressions]
    `)
  })
})
