import { describe, expect, test, vi } from 'vitest'
import { observe } from '../../../src/record/observation.js'
import type { InvocationResult } from '../../../src/record/result.js'
import { inScope, Scope, type TestEnd } from '../../../src/vitest/worker/scope.js'
import { reportFault, watchFailure } from '../../../src/vitest/worker/unobserved.js'
import { answered, exited, failed, stdout, timedOut } from '../../matchers/result.js'

const config = { functionName: 'orders', unobserved: 'error' } as const

async function faultOf(scope: Scope, end?: TestEnd): Promise<Error | undefined> {
  return scope.end(end).then(
    () => undefined,
    (fault: unknown) => fault as Error,
  )
}

describe('watchFailure()', () => {
  const trace = [
    'TypeError: boom',
    '    at handler (/project/src/orders.ts:5:11)',
    '    at process.processTicksAndRejections',
  ]

  test('fails the test that got the result, whoever owns the lambda', async () => {
    const [scope, owner] = [new Scope('the test'), new Scope('its suite')]
    inScope(scope, () => watchFailure(failed(), config, owner, []))
    expect((await faultOf(scope))?.name).toBe('UnobservedFunctionError')
    expect(await faultOf(owner)).toBeUndefined()
  })

  test('fails the owner when no test got it', async () => {
    const owner = new Scope('its suite')
    inScope(undefined as unknown as Scope, () => watchFailure(failed(), config, owner, []))
    expect(await faultOf(owner)).toBeInstanceOf(Error)
  })

  test('keeps the frames of the function’s own stack', async () => {
    const scope = new Scope('the test')
    inScope(scope, () => watchFailure(failed({ trace }), config, scope, []))
    expect((await faultOf(scope))?.stack).toMatchInlineSnapshot(`
      "UnobservedFunctionError: TypeError: boom

      'orders' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom
          at handler (/project/src/orders.ts:5:11)
          at process.processTicksAndRejections"
    `)
  })

  test('names the call that made the invocation, if the test did not itself', async () => {
    const scope = new Scope('the test')
    const awaiting = ['    at /project/test/orders.test.ts:8:3']
    inScope(scope, () => watchFailure(failed({ trace }), config, scope, awaiting, 'queue.poll()'))
    expect((await faultOf(scope))?.message.split('\n\n')[1]).toBe(
      "'orders' failed in an invocation whose result nothing looked at. queue.poll() made it: read what became of it in " +
        "what that resolves with, or assert its result; { unobserved: 'off' } lets such errors pass.",
    )
  })

  test('looks for no missing await where a call made the invocation, although its line is not known', async () => {
    const scope = new Scope('the test')
    inScope(scope, () => watchFailure(timedOut(), config, scope, [], 'queue.poll()'))
    expect((await faultOf(scope))?.message).not.toContain('without await')
  })

  test('leads to the lines that await the invocation, after the function’s own', async () => {
    const scope = new Scope('the test')
    const awaiting = ['    at async /project/test/orders.test.ts:8:3']
    inScope(scope, () => watchFailure(failed({ trace }), config, scope, awaiting))
    inScope(scope, () => watchFailure(failed(), config, scope, awaiting))
    const { errors } = (await faultOf(scope)) as AggregateError
    expect(errors.map((error: Error) => error.stack?.split('\n').filter((line) => /^ {4}at /.test(line)))).toEqual([
      [...trace.slice(1), ...awaiting],
      awaiting,
    ])
  })

  test('says so when nothing awaited the invocation and it has no frame of its own', async () => {
    const scope = new Scope("the test 'orders'")
    inScope(scope, () => watchFailure(failed({ errorType: 'Sandbox.Timedout' }), config, scope, []))
    expect((await faultOf(scope))?.message).toMatchInlineSnapshot(`
      "Sandbox.Timedout: boom

      'orders' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass. Nothing awaited it when it failed, so its line is not known: look for an invoke() without await in the test 'orders'.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: Sandbox.Timedout: boom"
    `)
  })

  test('has no cause, of which Vitest would print the same stack again', async () => {
    const scope = new Scope('the test')
    inScope(scope, () => watchFailure(failed({ trace }), config, scope, []))
    expect(await faultOf(scope)).not.toHaveProperty('cause')
  })

  test('says where CommonJS is wrong, which Node.js shows before the error', async () => {
    const scope = new Scope('the test')
    const wrong = "SyntaxError: Unexpected identifier 'bar'"
    const shown = ['/project/src/a.cjs:3', '  const x = foo bar', '                ^^^', '', wrong]
    inScope(scope, () => watchFailure(failed({ trace: shown }), config, scope, []))
    const fault = await faultOf(scope)
    expect(fault?.stack?.split('\n').at(-1)).toBe('    at /project/src/a.cjs:3:17')
  })

  test('says what a function was waiting for that ran into its timeout', async () => {
    const scope = new Scope('the test')
    const waitingFor = ['a timer of 5000 ms set at src/orders.ts:3:9']
    inScope(scope, () => watchFailure(timedOut({ waitingFor }), config, scope, ['    at async /project/a.test.ts:8:3']))
    expect((await faultOf(scope))?.message).toMatchInlineSnapshot(`
      "Sandbox.Timedout: Task timed out after 3.00 seconds

      'orders' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +3 s      timed out, waiting for a timer of 5000 ms set at src/orders.ts:3:9"
    `)
  })

  test('says first which error ended the process, of which the result tells only the end [ERR-7]', async () => {
    const scope = new Scope('the test')
    const logs = ['RangeError: crashed', '    at handler (/project/src/orders.ts:4:36)'].map((line) => stdout(line))
    inScope(scope, () => watchFailure(exited({ logs }), config, scope, []))
    const fault = await faultOf(scope)
    expect(fault?.stack).toMatchInlineSnapshot(`
      "UnobservedFunctionError: RangeError: crashed (Runtime.ExitError: Runtime exited with error: exit status 1)

      'orders' failed in an invocation whose result nothing looked at. Assert it (toFailWith, toTimeOut, toReturn), or read its error, functionError or record.outcome; { unobserved: 'off' } lets such errors pass.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
                    RangeError: crashed
                    | at handler (/project/src/orders.ts:4:36)
          +12 ms    the process ended: Runtime exited with error: exit status 1
          at handler (/project/src/orders.ts:4:36)"
    `)
  })

  test('is told to a test that failed and only read the error, in its own words', async () => {
    const scope = new Scope('the test')
    const result = inScope(scope, () => watchFailure(failed({ trace }), config, scope, []))
    expect(result.error?.errorType).toBe('TypeError')
    expect((await faultOf(scope, { failed: true }))?.message).toMatchInlineSnapshot(`
      "TypeError: boom

      'orders' failed, and invoke() resolves all the same. No matcher of this package judged it: toReturn() and toFailWith(), given its result, tell what happened.

      What happened in invocation 1 of its environment (cold start):
        init    120 ms
        invoke
          +12 ms    failed: TypeError: boom"
    `)
  })

  test('is told to that test with the call in which it was made, if the test did not invoke itself', async () => {
    const scope = new Scope('the test')
    const result = inScope(scope, () => watchFailure(failed(), config, scope, [], 'orders.settled()'))
    expect(result.error?.errorType).toBe('TypeError')
    expect((await faultOf(scope, { failed: true }))?.message).toContain(
      "'orders' failed in orders.settled(), which resolves all the same. No matcher of this package judged it: ",
    )
  })

  test.each<[string, (result: InvocationResult) => void]>([
    ['before it was read', (result) => void [observe(result), result.error]],
    ['after it was read', (result) => void [result.error, observe(result)]],
  ])('is not told to a test that failed and judged it with a matcher, %s', async (_when, look) => {
    const scope = new Scope('the test')
    look(inScope(scope, () => watchFailure(failed(), config, scope, [])))
    expect(await faultOf(scope, { failed: true })).toBeUndefined()
  })

  test('fails the owner when the test that asked for it is over, and would tell nobody', async () => {
    const [scope, owner] = [new Scope('the test'), new Scope('its suite')]
    await scope.end()
    inScope(scope, () => watchFailure(failed(), config, owner, []))
    expect(await faultOf(owner)).toBeInstanceOf(Error)
  })

  test('is content as soon as somebody looks', async () => {
    const scope = new Scope('the test')
    const result = inScope(scope, () => watchFailure(failed(), config, scope, []))
    expect(result.error?.errorType).toBe('TypeError')
    expect(await faultOf(scope)).toBeUndefined()
  })

  test('leaves an answer alone', () => {
    const result = answered(1)
    expect(watchFailure(result, config, new Scope('the test'), [])).toBe(result)
  })

  test('leaves a failure alone where that is configured, and only warns where that is', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const scope = new Scope('the test')
    const result = failed()
    expect(watchFailure(result, { ...config, unobserved: 'off' }, scope, [])).toBe(result)
    inScope(scope, () => watchFailure(failed(), { ...config, unobserved: 'warn' }, scope, []))
    expect(await faultOf(scope)).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })
})

describe('reportFault()', () => {
  const fault = new RangeError('left over')
  fault.stack = 'RangeError: left over\n    at background (/project/src/orders.ts:9:3)'

  test('fails the owner with the stack of the fault, its cause, and what to do', async () => {
    const owner = new Scope('the test')
    reportFault(fault, config, owner)
    const error = await faultOf(owner)
    expect(error?.cause).toBe(fault)
    expect(error?.stack).toMatchInlineSnapshot(`
      "UnreportedFunctionError: RangeError: left over

      Work that 'orders' left behind when it answered failed like this, and no later invocation was there to report it: on Lambda the process ends. Await that work in the handler; { unobserved: 'off' } lets such errors pass.
          at background (/project/src/orders.ts:9:3)"
    `)
  })

  test('only warns, or says nothing, where that is configured', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const owner = new Scope('the test')
    reportFault(fault, { ...config, unobserved: 'warn' }, owner)
    reportFault(fault, { ...config, unobserved: 'off' }, owner)
    expect(await faultOf(owner)).toBeUndefined()
    expect(warn).toHaveBeenCalledOnce()
    warn.mockRestore()
  })

  test('keeps a fault without frames', async () => {
    const owner = new Scope('the test')
    const bare = new Error('bare')
    delete (bare as { stack?: string }).stack
    reportFault(bare, config, owner)
    expect((await faultOf(owner))?.message).toMatch(/^Error: bare/)
  })
})
