// The package as it would be published, from the outside.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Consumer } from './consumer.js'

let consumer: Consumer

beforeAll(async () => {
  consumer = await Consumer.install()
})

afterAll(() => consumer?.remove())

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

describe('the tarball', () => {
  test('is smaller than 1 MB', () => {
    expect(consumer.tarball.bytes).toBeLessThan(1_000_000)
  })

  test('holds the build, the docs and the examples, and nothing else of the repository', () => {
    const folders = new Set(consumer.tarball.files.map((file) => file.split('/')[0]))
    expect([...folders]).toEqual([
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'dist',
      'docs',
      'examples',
      'package.json',
    ])
    const built = /^dist\/.*\.(?:c?js|js\.map|d\.ts)$|^docs\/(?:decisions\/)?[\w-]+\.md$/
    const copied = /^examples\/(?:[\w-]+\/)*[\w.-]+\.(?:ts|json|md)$/
    expect(consumer.tarball.files.filter((file) => !built.test(file) && !copied.test(file))).toEqual([
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'package.json',
    ])
  })

  test('holds what its README leads to', () => {
    const readme = readFileSync(join(consumer.installed, 'README.md'), 'utf8')
    const linked = [...readme.matchAll(/\]\(([\w][^):#]*)/g)].map(([, path = '']) => path)
    const isThere = (path: string): boolean =>
      consumer.tarball.files.some((file) => file === path || file.startsWith(`${path}/`))
    expect(linked.length).toBeGreaterThan(3)
    expect(linked.filter((path) => !isThere(path))).toEqual([])
  })

  test('holds every file that its exports name', () => {
    const { exports } = manifest()
    const named = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    )
    expect(named.filter((file) => !consumer.tarball.files.includes(file.slice('./'.length)))).toEqual([])
  })

  test('names no path of the machine it was built on', () => {
    const files = readdirSync(consumer.installed, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    )
    const telling = files.filter((file) =>
      readFileSync(join(file.parentPath, file.name), 'utf8').includes('vitest-lambda-package-'),
    )
    expect(telling.map(({ name }) => name)).toEqual([])
  })
})

describe('in plain Node.js', () => {
  test('every entry but the setup file loads, and exports what it is known to', async () => {
    expect(await exportsOf('', '/matchers', '/events', '/plugin')).toMatchInlineSnapshot(`
      {
        ".": [
          "LambdaCodeError",
          "LambdaConfigError",
          "LambdaDisposedError",
          "LambdaServiceException",
          "advance",
          "events",
          "handler",
          "invoke",
          "loader",
          "sources",
          "withLambda",
        ],
        "./events": [
          "events",
        ],
        "./matchers": [
          "matchers",
        ],
        "./plugin": [
          "lambda",
        ],
      }
    `)
  })

  test('a call that needs Vitest says so', async () => {
    const { output } = await consumer.node(
      '--input-type=module',
      '--eval',
      `import { withLambda } from 'vitest-lambda'
       try { withLambda(() => import('./src/counter.ts')) } catch (error) { console.log(error.message) }`,
    )
    expect(output).toMatchInlineSnapshot(`
      "withLambda(): vitest-lambda is not set up in this project. Add the plugin to vitest.config.ts:

        import { lambda } from 'vitest-lambda/plugin'
        export default defineConfig({ plugins: [lambda()] })

      or, without the plugin: test: { setupFiles: ['vitest-lambda/setup'] }.
      "
    `)
  })

  test('the setup file fails with the words of Vitest', async () => {
    const { code, output } = await consumer.node('--input-type=module', '--eval', `import 'vitest-lambda/setup'`)
    expect(code).toBe(1)
    expect(output).toContain('Vitest failed to find the runner')
  })

  test('events are built without loading Vitest', async () => {
    const { output } = await consumer.node(
      '--input-type=module',
      '--eval',
      `import { registerHooks } from 'node:module'
       const loaded = []
       registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
       const { events } = await import('vitest-lambda/events')
       console.log(events.sqs({ body: 'a' }).Records[0].body, loaded.filter((url) => url.includes('/vitest/')).length)`,
    )
    expect(output.trim()).toBe('a 0')
  })

  test('package.json can be read through the exports', async () => {
    const { output } = await consumer.node('--print', `require('vitest-lambda/package.json').name`)
    expect(output.trim()).toBe('vitest-lambda')
  })
})

describe('in a project', () => {
  test('the names at the entry, types included, are the known ones', () => {
    const declarations = readFileSync(join(consumer.installed, 'dist', 'index.d.ts'), 'utf8')
    const names = [...declarations.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list = '']) =>
      list.split(','),
    )
    expect(
      names
        .map((name) => name.trim())
        .filter(Boolean)
        .toSorted(),
    ).toMatchInlineSnapshot(`
      [
        "AliasOptions",
        "CheckedCode",
        "CompareOptions",
        "ComparedKind",
        "Connection",
        "Connections",
        "Delivery",
        "DestinationKind",
        "Duration",
        "EnvironmentView",
        "EventOutcome",
        "EventReport",
        "FunctionError",
        "HandlerMark",
        "IdleOptions",
        "InvocationRecord",
        "InvocationResult",
        "InvokeOptions",
        "Lambda",
        "LambdaCodeError",
        "LambdaConfig",
        "LambdaConfigError",
        "LambdaDisposedError",
        "LambdaMatchers",
        "LambdaServiceException",
        "LambdaUpdate",
        "Leak",
        "LeakKind",
        "LoaderMark",
        "LogEntry",
        "MockFactory",
        "NotDeterministic",
        "Outcome",
        "Phase",
        "Report",
        "ResumedWork",
        "SetupCalls",
        "SetupContext",
        "Sources",
        "StreamChunk",
        "StreamMetadata",
        "StreamSummary",
        "StreamedResponse",
        "TmpFile",
        "TmpSnapshot",
        "UnexecutedOptions",
        "UnexecutedResult",
        "WarmDifference",
        "WarmOrder",
        "WarmReport",
        "advance",
        "events",
        "handler",
        "invoke",
        "loader",
        "sources",
        "withLambda",
      ]
    `)
  })

  test('its types compile with every declaration file checked', async () => {
    const { code, output } = await consumer.tool('typescript/bin/tsc', '--project', '.')
    expect(output).toBe('')
    expect(code).toBe(0)
  })

  test('its types compile where the project names no types of its own', async () => {
    const { code, output } = await consumer.tool('typescript/bin/tsc', '--project', 'tsconfig.bare.json')
    expect(output).toBe('')
    expect(code).toBe(0)
  })

  test.each(['node16', 'bundler'])(
    'its types compile where nothing is strict, with moduleResolution %s, and still tell what is wrong',
    async (resolution) => {
      const { code, output } = await consumer.tool('typescript/bin/tsc', '--project', `tsconfig.${resolution}.json`)
      expect(output).toBe('')
      expect(code).toBe(0)
    },
  )

  test('it works in the pools forks and threads, in one worker for all files, with the plugin and with the setup file alone', async () => {
    const { code, output } = await consumer.tool('vitest/vitest.mjs', 'run', '--reporter=verbose')
    expect(code, output).toBe(0)
    expect(resultsIn(output)).toMatchInlineSnapshot(`
      [
        "✓ |plugin, forks| test/counter.spec.ts > a timeout",
        "✓ |plugin, forks| test/counter.spec.ts > cold, warm, cold again",
        "✓ |plugin, forks| test/thread.spec.ts > in a thread: a handler string, and a loop that is ended",
        "✓ |plugin, forks| test/thread.spec.ts > in a thread: cold, warm, and out of time",
        "✓ |plugin, one worker| test/counter.spec.ts > a timeout",
        "✓ |plugin, one worker| test/counter.spec.ts > cold, warm, cold again",
        "✓ |plugin, one worker| test/second.spec.ts > a second file in the same worker",
        "✓ |plugin, one worker| test/thread.spec.ts > in a thread: a handler string, and a loop that is ended",
        "✓ |plugin, one worker| test/thread.spec.ts > in a thread: cold, warm, and out of time",
        "✓ |plugin, threads| test/counter.spec.ts > a timeout",
        "✓ |plugin, threads| test/counter.spec.ts > cold, warm, cold again",
        "✓ |plugin, threads| test/thread.spec.ts > in a thread: a handler string, and a loop that is ended",
        "✓ |plugin, threads| test/thread.spec.ts > in a thread: cold, warm, and out of time",
        "✓ |setup file, forks| test/counter.spec.ts > a timeout",
        "✓ |setup file, forks| test/counter.spec.ts > cold, warm, cold again",
        "✓ |setup file, threads| test/counter.spec.ts > a timeout",
        "✓ |setup file, threads| test/counter.spec.ts > cold, warm, cold again",
      ]
    `)
  })

  test('without the module runner of Vite, functions in process are refused, and those in threads work', async () => {
    const { output } = await consumer.tool(
      'vitest/vitest.mjs',
      'run',
      '--reporter=verbose',
      '--config',
      'native/vitest.config.ts',
    )
    expect(resultsIn(output)).toMatchInlineSnapshot(`
      [
        "× native/counting.native.ts > a handler string",
        "× native/counting.native.ts > a loader",
        "✓ native/counting.native.ts > a function",
        "✓ native/counting.native.ts > a thread",
      ]
    `)
    expect(/^Error: (.*)$/m.exec(output)?.[1]).toMatchInlineSnapshot(
      `"withLambda(): with test.experimental.viteModuleRunner: false Node.js evaluates each module once, so a cold start would get the state of the one before. Take that option out of native/vitest.config.ts, or give the function a thread, where modules are evaluated anew all the same: isolation: 'thread'."`,
    )
  })
})

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(consumer.installed, 'package.json'), 'utf8')) as Manifest
}

/** Names that entries export at run time, in one process. */
async function exportsOf(...entries: readonly string[]): Promise<unknown> {
  const { output } = await consumer.node(
    '--input-type=module',
    '--eval',
    `const found = {}
     for (const entry of ${JSON.stringify(entries)}) found['.' + entry] = Object.keys(await import('vitest-lambda' + entry))
     console.log(JSON.stringify(found))`,
  )
  return JSON.parse(output)
}

/** Sorted lines of the verbose reporter, without durations. */
function resultsIn(output: string): string[] {
  const lines = output.split('\n').filter((line) => /^\s*[✓×]/.test(line))
  return lines.map((line) => line.trim().replace(/\s+\d+ms$/, '')).toSorted()
}
