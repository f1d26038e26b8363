// What Vitest tells a user who does something wrong, word for word.

import { beforeAll, describe, expect, test } from 'vitest'
import { runVitest, type VitestRun } from './run-vitest.js'

let run: VitestRun

beforeAll(async () => {
  run = await runVitest({
    projects: ['guides', 'setup-file', 'no-setup', 'vm-threads', 'vm-forks', 'unknown-table', 'thread-mocks'],
  })
})

const status = (name: string): string | undefined => run.tests.get(name)?.status

describe('a project that is not set up', () => {
  test('is told how to set it up', () => {
    expect(run.messageOf('no setup: withLambda()')).toMatchInlineSnapshot(`
      "Error: withLambda(): vitest-lambda is not set up in this project. Add the plugin to no-setup/vitest.config.ts, since the plugins of another config do not reach a project that has its own:

        import { lambda } from 'vitest-lambda/plugin'
        export default defineConfig({ plugins: [lambda()] })

      or, without the plugin: test: { setupFiles: ['vitest-lambda/setup'] }."
    `)
  })

  test('is told so by invoke() of a bare handler, too', () => {
    expect(run.messageOf('no setup: invoke() of a bare handler')).toContain('is not set up in this project')
  })

  test('works with the setup file alone', () => {
    expect(status('setup file: a loader')).toBe('passed')
  })

  test('is told that a handler string needs the plugin', () => {
    expect(run.messageOf('setup file: a handler string')).toMatchInlineSnapshot(
      `"Error: withLambda('src/orders.handler'): a handler string is found through the project's own Vite, for which the plugin is needed, and this project only has the setup file. Add plugins: [lambda()] (from 'vitest-lambda/plugin') to setup-file/vitest.config.ts, or write a loader: withLambda(() => import('./src/orders.js'))."`,
    )
  })

  test('is told that a thread needs the plugin', () => {
    expect(run.messageOf('setup file: a function in a thread')).toBe(
      "Error: withLambda(): isolation: 'thread' gets the function's modules from the project's own Vite, for which the " +
        "plugin is needed, and this project only has the setup file. Add plugins: [lambda()] (from 'vitest-lambda/plugin') " +
        "to setup-file/vitest.config.ts, or leave isolation: 'thread' out.",
    )
  })

  test('is told that freshModules needs the plugin', () => {
    expect(run.messageOf('setup file: a package to be evaluated anew')).toMatchInlineSnapshot(
      `"Error: withLambda(): freshModules names 'winston', but Node has loaded such packages before a test can say so. Name them in vitest.config.ts instead: plugins: [lambda({ freshModules: ['winston'] })]."`,
    )
  })
})

describe.each(['vmThreads', 'vmForks'])('the pool %s', (pool) => {
  test('is refused by withLambda(), which names the pools that work', () => {
    expect(run.messageOf(`${pool}: withLambda()`)).toBe(
      "Error: withLambda() does not work in the pools 'vmThreads' and 'vmForks': packages keep copies of Node's builtins " +
        "there, which cannot be routed. Set test.pool to 'forks' (Vitest's default) or 'threads'.",
    )
  })

  test('changes nothing else', () => {
    expect(status(`${pool}: anything else`)).toBe('passed')
  })
})

describe('a Vitest whose module table is unknown', () => {
  test('is worked with one Init at a time', () => {
    expect(status('fallback: a cold start has fresh module state, a warm start has not')).toBe('passed')
    expect(status('fallback: cold starts at once run one at a time, and share nothing')).toBe('passed')
  })

  test('is worked with for handler strings, too', () => {
    expect(status('fallback: a handler string')).toBe('passed')
  })

  test('is warned about once', () => {
    const warnings = run.output.match(/vitest-lambda: this version of Vitest does not keep .*/g)
    expect(warnings).toMatchInlineSnapshot(`
      [
        "vitest-lambda: this version of Vitest does not keep its module table where it is known to be, so cold starts run one at a time with vi.resetModules(), and a lazy import() sees the newest environment's modules.",
      ]
    `)
  })
})

describe('code that cannot be run', () => {
  test('is a function error with the original stack when a thunk rejects', () => {
    expect(run.messageOf('a thunk that rejects')).toMatchInlineSnapshot(`
      "UnobservedFunctionError: RangeError: no table

      'rejects' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (cold start):
        init    0 ms, failed
        init    0 ms, failed
        invoke
          +0 ms     failed: RangeError: no table"
    `)
    expect(run.tests.get('a thunk that rejects')?.failures[0]).toContain('at <fixtures>/guides/src/rejects.ts:1:')
  })

  test.each([
    ['not a handler', 'Runtime.HandlerNotFound: index.text is not a function'],
    ['no export of that name', 'Runtime.HandlerNotFound: src/orders.nothing is undefined or not exported'],
  ])('is a function error by the name AWS gives it: %s [RES-10]', (name, error) => {
    expect(run.messageOf(name)).toContain(`UnobservedFunctionError: ${error}\n`)
  })

  test.each(['in-process', 'thread'])(
    'is told with its file and line where it cannot be parsed, %s [RES-11]',
    (isolation) => {
      const failures = run.tests.get(`code that cannot be parsed, ${isolation}`)?.failures ?? []
      const told = failures.map((text) => text.replaceAll(/broken-\w+/g, 'broken').split('\n'))
      const shown = /failed: |^\w+Error: |^  Vite says: |^\s+at (?!.*node:)/
      expect(told.map((lines) => lines.filter((line) => shown.test(line)).slice(0, -1))).toMatchInlineSnapshot(`
        [
          [
            "UnobservedFunctionError: Runtime.UserCodeSyntaxError: SyntaxError: Expected a semicolon or an implicit semicolon after a statement, but found none in <fixtures>/guides/broken/pay.ts:2:13",
            "    +0 ms     failed: Runtime.UserCodeSyntaxError: SyntaxError: Expected a semicolon or an implicit semicolon after a statement, but found no…",
            "    at <fixtures>/guides/broken/pay.ts:2:13",
          ],
          [
            "UnobservedFunctionError: Runtime.UserCodeSyntaxError: SyntaxError: Unexpected identifier 'bar'",
            "    +0 ms     failed: Runtime.UserCodeSyntaxError: SyntaxError: Unexpected identifier 'bar'",
            "  Vite says: Expected a semicolon or an implicit semicolon after a statement, but found none in <fixtures>/guides/broken/lib.js:2:23",
          ],
          [
            "UnobservedFunctionError: Runtime.UserCodeSyntaxError: SyntaxError: Unexpected identifier 'bar'",
            "    +0 ms     failed: Runtime.UserCodeSyntaxError: SyntaxError: Unexpected identifier 'bar'",
            "    at <fixtures>/guides/broken/rules.cjs:2:19",
            "    at Object.<anonymous> (<fixtures>/guides/broken/check.cjs:1:15)",
          ],
        ]
      `)
    },
  )

  test('is refused by withLambda(), which says what is code', () => {
    expect(run.messageOf('no code')).toMatchInlineSnapshot(
      `"LambdaCodeError: withLambda(): received an object with handler. Pass () => import('./orders.js'), so that every cold start evaluates the module anew, or only the function, its handler."`,
    )
  })

  test('is refused by withLambda() when it may be a loader or a handler', () => {
    expect(run.messageOf('an undecidable function')).toMatchInlineSnapshot(`
      "LambdaCodeError: withLambda(): is this function a loader or a handler? It is native or bound: its source cannot be read.
        received: function parseInt() { [native code] }
        Say which it is:
          loader(fn)    fn imports the module and gives it back: fresh module state on every cold start
          handler(fn)   fn is the Lambda handler itself
        Both come from 'vitest-lambda'."
    `)
  })

  test('is refused by withLambda() with a misspelt key', () => {
    expect(run.messageOf('an unknown key')).toMatchInlineSnapshot(`
      "LambdaConfigError: withLambda(): the config of 'orders' cannot be used:
        - tiemout is not a key here: did you mean timeout?"
    `)
  })

  test('is refused by withLambda() with a package that Node has loaded already', () => {
    expect(run.messageOf('a package named too late')).toMatchInlineSnapshot(
      `"Error: withLambda(): freshModules names 'winston', but Node has loaded such packages before a test can say so. Name them in vitest.config.ts instead: plugins: [lambda({ freshModules: ['winston'] })]."`,
    )
  })
})

describe('a function error that nobody looked at', () => {
  test('fails the test once, with the original stack', () => {
    expect(run.messageOf('a failure that nobody looks at')).toMatchInlineSnapshot(`
      "UnobservedFunctionError: TypeError: nobody looks

      'orders' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
          +0 ms     failed: TypeError: nobody looks"
    `)
    const [failure] = run.tests.get('a failure that nobody looks at')?.failures ?? []
    expect(failure).toMatch(/at BufferedInvokeProcessor\.handler \(<fixtures>\/guides\/src\/orders\.ts:14:\d+\)/)
  })

  test.each([
    'a failure of an invocation that nobody awaits',
    'a failure in aroundEach() after the test that nobody looks at',
    'a failure whose status code is all that is looked at',
    'a failure whose payload is all that is looked at',
  ])('fails the test: %s', (name) => {
    expect(run.messageOf(name)).toMatch(/^UnobservedFunctionError: TypeError: /)
  })

  test('is reported for each invocation', () => {
    const failures = run.tests.get('two failures that nobody looks at')?.failures.map((text) => text.split('\n')[0])
    expect(failures).toEqual([
      'UnobservedFunctionError: TypeError: first',
      'UnobservedFunctionError: TypeError: second',
    ])
  })

  test.each([
    ['a failure of a test that fails by itself', 'UnobservedFunctionError: TypeError: behind another failure'],
    ['a failure whose payload was meant to be an answer', 'FunctionError: TypeError: no answer'],
    ['a failure whose error was meant not to be there', 'FunctionError: TypeError: an error'],
    ['a failure that was meant to reject', 'FunctionError: TypeError: no rejection'],
  ])("is reported beside the test's own failure: %s", (name, error) => {
    const headlines = run.tests.get(name)?.failures.map((text) => text.split('\n')[0])
    expect(headlines).toEqual([expect.stringMatching(/^(?:Assertion)?Error: /), error])
  })

  test('that the test only read is told with its own stack, and what to use', () => {
    const [, failure = ''] = run.tests.get('a failure that was meant to reject')?.failures ?? []
    expect(failure.split(/\n\s+at /)[0]).toMatchInlineSnapshot(`
      "FunctionError: TypeError: no rejection

      'orders' failed, and invoke() resolves all the same. No matcher of this package judged it: toReturn() and toFailWith(), given its result, tell what happened.

      What happened in invocation 1 of its environment (cold start):
        init    0 ms
        invoke
          +0 ms     failed: TypeError: no rejection"
    `)
    expect(failure).toMatch(/at BufferedInvokeProcessor\.handler \(<fixtures>\/guides\/src\/orders\.ts:14:\d+\)/)
  })

  test('is printed with its own stack once', () => {
    const [, printed = ''] = run.output.split('FunctionError: TypeError: no rejection')
    expect(printed.split('⎯⎯')[0]?.match(/orders\.ts:14:\d+/g)).toHaveLength(1)
  })

  test('that a matcher has told is not told again', () => {
    expect(run.messageOf('a failure that was asserted before the test failed')).toMatch(/^AssertionError: /)
  })

  test.each(['a failure whose payload is asserted', 'a failure that is asserted', 'a failure that may pass'])(
    'passes otherwise: %s',
    (name) => {
      expect(run.tests.get(name)).toEqual({ status: 'passed', failures: [] })
    },
  )

  test("is a warning under its test with unobserved: 'warn'", () => {
    expect(status('a failure that is warned about')).toBe('passed')
    expect(run.output).toContain(
      'stderr | unobserved.test.ts > a failure that is warned about\nvitest-lambda: TypeError: only a warning\n',
    )
  })
})

describe('an invocation in flight at the end of its test that nothing waits for', () => {
  const lines = (name: string): (string | undefined)[] =>
    (run.tests.get(name)?.failures ?? []).map((text) => /flight\.test\.ts:(\d+):\d+/.exec(text)?.[1])

  test('fails its test, and says what to do', () => {
    expect(run.messageOf('an invocation without await, in flight at the end')).toMatchInlineSnapshot(`
      "UnawaitedInvocationError: 'orders' was invoked without await, and was still running when the test 'an invocation without await, in flight at the end' ended.

      Its answer, and whatever goes wrong in it, would be lost. Await it: await invoke(…), or together with others await Promise.all(events.map((event) => invoke(…))), since forEach() awaits nothing."
    `)
    expect(lines('an invocation without await, in flight at the end')).toEqual(['11'])
  })

  test('is told once for each line', () => {
    expect(lines('several of them')).toEqual(['16', '17'])
  })

  test("is told beside the test's own failure", () => {
    const failures = run.tests.get('one of them in a test that fails by itself')?.failures ?? []
    expect(failures.map((text) => text.split(':')[0])).toEqual(['AssertionError', 'UnawaitedInvocationError'])
  })

  test('is told, too, when its lambda is disposed by hand', () => {
    expect(run.messageOf('an invocation without await that is disposed by hand')).toMatch(
      /^UnawaitedInvocationError: 'stock' was invoked without await, and was still running when it was disposed by hand in /,
    )
  })

  test('fails the test that invoked, also when the lambda outlives it', () => {
    expect(run.messageOf('an invocation without await of a lambda that outlives the test')).toMatch(
      /^UnawaitedInvocationError: 'kept' was invoked without await/,
    )
  })

  test('fails nothing when it has ended by then', () => {
    expect(status('an invocation without await that has ended')).toBe('passed')
  })
})

describe('an invocation in flight at the end of its test', () => {
  test('is stopped, and fails nothing, when something waits for it', () => {
    expect(status('an invocation in flight at the end that lost a race')).toBe('passed')
    expect(run.output).not.toMatch(/Unhandled (?:Rejection|Error)/)
  })

  test('rejects with what it was waiting for', () => {
    expect(run.messageOf('what becomes of that promise')).toMatchInlineSnapshot(
      `
      "LambdaDisposedError: an invocation of 'orders' was still under way when the test 'an invocation in flight at the end that lost a race' ended. It was waiting for a timer of 20000 ms set at src/orders.ts:13:19.

      Nothing had awaited it to its end by then: await invoke(…), or together with others await Promise.all(events.map((event) => invoke(…))), since forEach() awaits nothing."
    `,
    )
  })

  test('is named, with what it was waiting for, when the test times out', () => {
    const told = run.tests.get('a test that times out')?.failures
    expect(told?.[1]).toMatch(/\n\s+at (?:async )?<fixtures>\/guides\/flight\.test\.ts:\d+:\d+/)
    const failures = told?.map((text) => text.split(/\n\s+at /)[0])
    expect(failures).toMatchInlineSnapshot(`
      [
        "TestTimeoutError: Test timed out in 1500ms.
      If this is a long-running test, pass a timeout value as the last argument or configure it globally with "testTimeout".",
        "LambdaDisposedError: an invocation of 'orders' was still under way when the test 'a test that times out' ended. It was waiting for a timer of 20000 ms set at src/orders.ts:13:19.

      The test gave up first: the test 'a test that times out' has a timeout of 1.5 s, the function one of 30 s. Give the function a shorter one, withLambda(…, { timeout }), or the test a longer one, test(…, { timeout }, …), or mock what the function waits for.",
      ]
    `)
  })

  test('is named beside each other that was in flight when the test timed out', () => {
    const failures = run.tests.get('a test that times out on two functions')?.failures.slice(1)
    expect(failures?.map((text) => text.split(/\n\s+at /)[0])).toMatchInlineSnapshot(`
      [
        "LambdaDisposedError: an invocation of 'stock' was still under way when the test 'a test that times out on two functions' ended. It was waiting for an interval of 2147483647 ms set at src/orders.ts:12:41.

      The test gave up first: the test 'a test that times out on two functions' has a timeout of 1.5 s, the function one of 30 s. Give the function a shorter one, withLambda(…, { timeout }), or the test a longer one, test(…, { timeout }, …), or mock what the function waits for.",
        "LambdaDisposedError: an invocation of 'orders' was still under way when the test 'a test that times out on two functions' ended. It was waiting for a timer of 20000 ms set at src/orders.ts:13:19.

      The test gave up first: the test 'a test that times out on two functions' has a timeout of 1.5 s, the function one of 30 s. Give the function a shorter one, withLambda(…, { timeout }), or the test a longer one, test(…, { timeout }, …), or mock what the function waits for.",
      ]
    `)
  })
})

describe('a call', () => {
  test.each([
    'a call outside of a test',
    'a bare handler outside of a test',
    'a call in beforeAll of a lambda that lives for a test',
  ])('of invoke() outside of a test is refused: %s', (name) => {
    expect(run.messageOf(name)).toBe(
      'Error: invoke() was called outside of a test: environments belong to the running test. Call it inside test(…), a ' +
        'beforeEach or a fixture; for one set of environments per file or describe, also usable in beforeAll, make the ' +
        "lambda with { lifetime: 'suite' }.",
    )
  })

  test('of advance() outside of a test is refused, by its name', () => {
    expect(run.messageOf('advance() in beforeAll is refused')).toMatch(
      /^Error: advance\(\) was called outside of a test: /,
    )
  })

  test.each(['calls 0, a lambda of the file', 'calls 1, a bare handler'])(
    'from a test that is over is refused: %s',
    (name) => {
      expect(run.messageOf(`a test that is over and ${name}`)).toBe(
        "Error: invoke(): the test 'goes on' is over, and its environments are gone with it. Await it within that test, in " +
          'a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where ' +
          "its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }.",
      )
    },
  )

  test('from a test that is over is refused: of a lambda of its own', () => {
    expect(run.messageOf('a test that is over and calls 2, a lambda of its own')).toMatchInlineSnapshot(
      `"Error: invoke(): the test 'goes on' is over, and its environments are gone with it. Await it within that test, in a hook at the latest, or declare the lambda further out, in a describe or at the top of the file. Where its environments shall stay, as in a fixture of scope 'file', it needs { lifetime: 'suite' }."`,
    )
  })

  test("of withLambda() with lifetime: 'suite' in one test after another is warned about, once, with its line", () => {
    for (const name of ['one', 'another']) expect(status(`lifetime: 'suite' inside ${name} test`)).toBe('passed')
    const told = "withLambda() with lifetime: 'suite' was called at scope.test.ts:62:3 in several tests: "
    expect(run.output.split(told)).toHaveLength(2)
  })

  test("in beforeAll is fine with lifetime: 'suite'", () => {
    expect(status("lifetime: 'suite' is warm in the first test")).toBe('passed')
  })
})

describe('a lambda of the suite that a module declares for several files, with isolate: false,', () => {
  test.each(['one', 'another'])('has environments of its own in each of them: in %s', (file) => {
    const name = `a lambda of the suite, declared in a module of several files, in ${file}`
    expect(run.tests.get(name)).toEqual({ status: 'passed', failures: [] })
  })
})

test('a test that fails is told of a time that was set after the first invocation', () => {
  const failures = run.tests.get('a time that is set after the first invocation')?.failures
  expect(failures).toEqual([
    expect.stringContaining('expected the function to return "2030-01-02T00:00:00.000Z"'),
    expect.stringContaining('Error: vi.setSystemTime() set the clock of the test to 2030-01-02T00:00:00.000Z when '),
  ])
})

describe('each attempt of a test', () => {
  test.each(['each attempt of a retry starts cold', 'each repetition starts cold'])('starts cold: %s', (name) => {
    expect(status(name)).toBe('passed')
  })

  test('has only its own failures', () => {
    expect(status('a failure nobody looked at in the first attempt does not fail the second')).toBe('passed')
  })
})

describe('a mock of a test whose functions run in threads by the defaults of the project', () => {
  test('is warned about, with how to mock there', () => {
    expect(status('thread mocks: a mock of the test')).toBe('passed')
    expect(run.output.match(/vitest-lambda: .* mocked by the test.*/g)).toEqual([
      "vitest-lambda: orders: ./db.ts is mocked by the test, whose mocks do not reach a function with isolation: 'thread'. " +
        "Mock in the thread: give it { setup: './lambda.setup.ts' }, and write there " +
        "export default ({ mock }) => mock('./db.ts', () => ({ … })); or give it { isolation: 'in-process' }.",
    ])
  })
})
