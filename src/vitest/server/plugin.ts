/// <reference types="vitest/config" preserve="true" />
// The Vitest plugin: sets every project up for withLambda(), and ties tests to the files that they name.

import { fileURLToPath } from 'node:url'
import type { TestProject, Vite, VitestPluginContext } from 'vitest/node'
import { LambdaConfigError } from '../../function/config-error.js'
import { CONFIG_RULES } from '../../function/config-rules.js'
import { type LambdaConfig, readConfig } from '../../function/config.js'
import { DEFAULT_FRESH_MODULES } from '../../function/defaults.js'
import { nearest } from '../../function/nearest.js'
import type { PluginFacts } from '../plugin-facts.js'
import { freshPathPatterns } from '../fresh-paths.js'
import { linkNamedFiles } from './handler-edges.js'
import { type ModuleServer, serverOf } from './module-server.js'
import { type LeakOptions, readLeakOptions } from './leak-options.js'
import { checkProjectNames, refuseUnknownProjects } from './project-names.js'

export type { AllowedLeak } from '../leak-rules.js'

/** Options of the plugin: defaults for every `withLambda()`, what leaks do, and which projects it sets up. */
export interface LambdaPluginOptions extends LambdaConfig, LeakOptions {
  /** Names of the projects to set up, as `test.name` gives them; an unknown one is an error. Default: every project. */
  readonly projects?: readonly string[]
}

/**
 * Adds vitest-lambda to a Vitest config: registers the matchers, makes the packages of `freshModules` part of each
 * environment's own module graph, and gives every `withLambda()` the defaults in `options`.
 * In the root config's `plugins` it reaches every inline project of `test.projects`, and no browser; a project with a
 * config file of its own names the plugin there. Throws a guide for options that are unknown or illegal.
 */
export function lambda(options: LambdaPluginOptions = {}): Vite.Plugin {
  const { projects, failOnLeak, allowLeaks, ...given } = options
  // What is wrong is said once, where it was written, and not in every test.
  refuseMisspelt(Object.keys(given))
  readConfig({}, { defaults: given, defaultName: 'function', root: '/' })
  if (projects !== undefined) checkProjectNames(projects)
  const leakRules = readLeakOptions({ failOnLeak, allowLeaks })
  const { freshModules = [], ...defaults } = given
  const fresh = freshPathPatterns([...DEFAULT_FRESH_MODULES, ...freshModules])
  return {
    name: 'vitest-lambda',
    configEnvironment: () => ({ resolve: { noExternal: [...fresh, SETUP_FILE] } }),
    configureVitest({ project, vitest }: VitestPluginContext) {
      if (projects) refuseUnknownProjects(projects, vitest)
      const wanted = !projects || projects.includes(project.name)
      if (wanted && !project.config.browser.enabled)
        setUpProject(project, serverOf(vitest), { defaults, fresh: fresh.map(({ source }) => source), leakRules })
    },
    transform: { order: 'pre', handler: linkNamedFiles(given.setup) },
  }
}

/** A key that is nearly one of the plugin's own, which are no keys of a configuration. */
function refuseMisspelt(keys: readonly string[]): void {
  const known = Object.keys(CONFIG_RULES)
  const problems = keys.flatMap((key) => {
    const meant = known.includes(key) ? undefined : nearest(key, [...known, ...OWN_KEYS])
    return meant !== undefined && OWN_KEYS.includes(meant) ? [`${key} is not a key here: did you mean ${meant}?`] : []
  })
  if (problems.length > 0) throw new LambdaConfigError('lambda(): the options in the Vitest config', problems)
}

/**
 * Vitest evaluates a setup file for each test file, but one of a package that is added here only once in each worker, as
 * Node does: with `isolate: false` the second file would have no setup. So it is the project's own module.
 */
const SETUP_FILE = /[\\/]vitest-lambda[\\/]dist[\\/]setup\.js$/

const OWN_KEYS: readonly string[] = ['projects', 'failOnLeak', 'allowLeaks']

function setUpProject(project: TestProject, modules: ModuleServer, facts: Omit<PluginFacts, 'root' | 'modules'>): void {
  const setup = setupFile()
  const { setupFiles } = project.config
  if (!setupFiles.includes(setup)) setupFiles.unshift(setup)
  project.provide('vitestLambda', { root: project.config.root, modules: modules.serve(project), ...facts })
}

/** The built plugin stands beside the built setup file; in the repository both are sources. */
function setupFile(): string {
  const beside = import.meta.url.endsWith('.ts') ? '../worker/setup.ts' : './setup.js'
  return fileURLToPath(new URL(beside, import.meta.url))
}
