// The test's side of an environment in a thread, with threads that follow a script.

import { describe, expect, test } from 'vitest'
import { Stage } from '../../../src/effects/stage.js'
import type { EmitLog, InitPlan, Invocation, Settled } from '../../../src/sandbox/port.js'
import { StoppedError } from '../../../src/sandbox/stopped.js'
import { noCoverage } from '../../../src/sandbox/thread/coverage.js'
import { type Order, packError } from '../../../src/sandbox/thread/messages.js'
import type { Listener, Thread, ThreadLoss } from '../../../src/sandbox/thread/thread.js'
import { ThreadSandbox } from '../../../src/sandbox/thread/thread-sandbox.js'
import type { Threads } from '../../../src/sandbox/thread/threads.js'
import { Timeline } from '../../../src/sandbox/timeline.js'

const NOW = Date.parse('2026-01-31T12:00:00.000Z')
const code = { kind: 'module', id: 'src/orders', exportPath: 'handler' } as const
const plan = { startsAt: NOW, deadline: NOW + 10_000 } as InitPlan
const invocation = { index: 1, requestId: 'request-1', event: '{}', deadline: NOW + 60_000 } as Invocation
const ready = { kind: 'ready', endedAt: NOW, sharedModules: [] } as const
const answered: Settled = { outcome: 'response', payload: '1', endedAt: NOW + 5, survives: true, missingEnv: [] }
const tmp = { files: { '/tmp/a': new Uint8Array(1) }, bytes: 1 }
const files = [{ path: '/tmp/a', mode: 0o644, changedAt: NOW / 1000, kind: 'file', bytes: new Uint8Array(1) }] as const

/** What a thread does with an order; nothing comes of it when it gives nothing. */
type Script = (order: Order, listener: Listener) => object | ThreadLoss | undefined

const gives = (value: unknown, sight: object = { leftovers: [] }): object => ({ value, sight })

/** As the thread of a function that only answers. */
const answering: Script = ({ verb }) => {
  if (verb === 'start') return gives(ready)
  if (verb === 'deliver') return gives(answered)
  return gives(verb === 'leave' ? { files, coverage: noCoverage } : undefined)
}

interface Played {
  readonly sandbox: ThreadSandbox
  readonly timeline: Timeline
  /** Every order, and `end` of a thread. */
  readonly done: (Order | 'end')[]
  readonly lines: string[]
  readonly emit: EmitLog
  readonly echoes: unknown[]
  readonly unreported: Error[]
  readonly warnings: string[]
  readonly loaded: string[]
}

function play(script: Script, { counts = false, ...state }: Partial<Thread> & { counts?: boolean } = {}): Played {
  const timeline = new Timeline(NOW)
  const [done, lines, echoes, unreported]: [(Order | 'end')[], string[], unknown[], Error[]] = [[], [], [], []]
  const [warnings, loaded]: [string[], string[]] = [[], []]
  const thread = {
    booted: Promise.resolve(),
    hasBooted: true,
    tmpBytes: 0,
    ended: Promise.resolve(),
    name: 'no such thread',
    heartbeat: 0,
    heldMs: 0,
    order: async (order: Order, listener: Listener) => {
      done.push(order)
      return script(order, listener) ?? (await new Promise(() => undefined))
    },
    waitingFor: async () => ['a fetch'],
    memoryUsed: async () => 0,
    memoryNeeded: async () => undefined,
    cpuUsed: async () => 0,
    end: async () => void done.push('end'),
    ...state,
  }
  const threads = { take: () => thread as unknown as Thread, counts, ran: () => undefined } as unknown as Threads
  const sandbox = new ThreadSandbox({
    stage: new Stage(),
    timeline,
    threads,
    memoryMB: 128,
    setup: './a.setup.ts',
    echo: (...args) => void echoes.push(args),
    loaded: (ids) => void loaded.push(...ids),
    explain: () => undefined,
    unreported: (fault) => void unreported.push(fault),
    warn: (text) => void warnings.push(text),
  })
  const emit: EmitLog = ({ line }) => void lines.push(line)
  return { sandbox, timeline, done, lines, emit, echoes, unreported, warnings, loaded }
}

const verbs = ({ done }: Played): readonly string[] => done.map((one) => (one === 'end' ? one : one.verb))

describe('a sandbox in a thread', () => {
  test('carries each verb over as an order, with the time of the test', async () => {
    const played = play(answering)
    const { sandbox, emit, timeline, done } = played
    expect(await sandbox.start(code, plan, emit)).toEqual(ready)
    timeline.reach(NOW + 2)
    expect(await sandbox.deliver(invocation, { frozenForMs: 2 }, emit)).toMatchObject(answered)
    await sandbox.disconnect('reset')
    expect(done).toEqual([
      { verb: 'start', code, plan, files: [], setup: './a.setup.ts' },
      { verb: 'deliver', invocation, now: NOW + 2, frozenForMs: 2 },
      { verb: 'disconnect', how: 'reset' },
    ])
  })

  test('brings the time of the test to where its invocation has ended, and never back', async () => {
    const { sandbox, emit, timeline } = play(answering)
    await sandbox.start(code, plan, emit)
    await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)
    expect(timeline.now).toBe(NOW + 5)
    timeline.reach(NOW + 100)
    await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)
    expect(timeline.now).toBe(NOW + 100)
  })

  test('goes on at the time at which it was frozen, however far others have come meanwhile', async () => {
    const { sandbox, emit, timeline, done } = play(answering)
    await sandbox.start(code, plan, emit)
    timeline.reach(NOW + 500)
    await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)
    await sandbox.deliver(invocation, { frozenForMs: 10 }, emit)
    expect(done).toMatchObject([{ verb: 'start' }, { now: NOW }, { now: NOW + 15 }])
    expect(timeline.now).toBe(NOW + 500)
  })

  test('cannot take a function, nor an invocation before it was started', async () => {
    const { sandbox, emit } = play(answering)
    const inline = { kind: 'inline', run: () => undefined, exportPath: 'handler' } as const
    await expect(sandbox.start(inline, plan, emit)).rejects.toThrow('a function cannot be handed to a thread')
    await expect(sandbox.deliver(invocation, { frozenForMs: 0 }, emit)).rejects.toThrow("'deliver' needs a thread")
  })

  test('passes on what is told meanwhile, each to whom it may concern', async () => {
    const { sandbox, emit, lines, echoes, unreported, loaded } = play((order, { told }) => {
      if (order.verb !== 'deliver') return answering(order, { told })
      told({ kind: 'loaded', ids: ['/src/db.ts'] })
      told({ kind: 'log', entry: { line: 'a line', source: 'application' } })
      told({ kind: 'echo', method: 'warn', args: ['shown'], errors: [] })
      told({ kind: 'stream', event: { kind: 'head', contentType: 'text/html' } })
      told({ kind: 'unreported', fault: packError(new RangeError('nobody waits')) })
      return gives(answered)
    })
    const streamed: unknown[] = []
    await sandbox.start(code, plan, emit)
    await sandbox.deliver(invocation, { frozenForMs: 0 }, emit, (event) => void streamed.push(event))
    expect(lines).toEqual(['a line'])
    expect(echoes).toEqual([['warn', ['shown']]])
    expect(loaded).toEqual(['/src/db.ts'])
    expect(streamed).toEqual([{ kind: 'head', contentType: 'text/html' }])
    expect(unreported.map(String)).toEqual(['RangeError: nobody waits'])
  })

  test('shows what was last seen of its thread, without asking it', async () => {
    const leftovers = [{ kind: 'timer' }]
    const sights = [{ leftovers: [], tmp }, { leftovers }]
    const played = play(({ verb }) => (verb === 'start' ? gives(ready, sights[0]) : gives(answered, sights[1])))
    const { sandbox, emit } = played
    expect([sandbox.inspect('tmp').bytes, sandbox.inspect('process')]).toEqual([0, 'lost'])
    await sandbox.start(code, plan, emit)
    expect([sandbox.inspect('tmp'), sandbox.inspect('leftovers')]).toEqual([tmp, []])
    await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)
    expect([sandbox.inspect('tmp'), sandbox.inspect('leftovers')]).toEqual([tmp, leftovers])
    expect(sandbox.inspect('process')).toBe('running')
    expect(verbs(played)).toEqual(['start', 'deliver'])
  })
})

describe('a function of the setup module that is called ahead of Init', () => {
  const ahead = (): { code: typeof code; plan: InitPlan } => ({ code, plan })
  const setUp = { verb: 'set up', plan: { ...plan, ahead: true }, files: [], setup: './a.setup.ts' }
  const call = { verb: 'call', name: 'answer', args: [1] }
  const start = { verb: 'start', code, plan, files: [], setup: './a.setup.ts' }

  /** As `answering`, with a setup module that writes a line. */
  const called: Script = (order, listener) => {
    if (order.verb === 'call') return gives({ value: 'called' })
    if (order.verb !== 'set up') return answering(order, listener)
    listener.told({ kind: 'log', entry: { line: 'sets up', source: 'application' } })
    return gives(ready)
  }

  test('has the module evaluated first, and Init goes on in the same thread, with what was written', async () => {
    const { sandbox, emit, done, lines } = play(called)
    const calls = [sandbox.setup.call('answer', [1], ahead), sandbox.setup.call('answer', [1], ahead)]
    const started = sandbox.start(code, plan, emit)
    expect(await Promise.all(calls)).toEqual(['called', 'called'])
    expect(await started).toEqual(ready)
    expect(done).toEqual([setUp, call, call, start])
    expect(lines).toEqual(['sets up'])
  })

  test('is called again where Init runs again, until there was an invocation [INIT-6]', async () => {
    const played = play(called)
    const { sandbox, emit, done } = played
    await sandbox.setup.call('answer', [1], ahead)
    await sandbox.start(code, plan, emit)
    await sandbox.stop('reset')
    done.splice(0)
    await sandbox.start(code, plan, emit)
    expect(done).toEqual([{ ...setUp, files }, call, { ...start, files }])
    await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)
    await sandbox.stop('reset')
    done.splice(0)
    await sandbox.start(code, plan, emit)
    expect(verbs(played)).toEqual(['start'])
  })

  test('rejects where the module fails, and leaves no thread', async () => {
    const error = packError(new Error('no table'))
    const played = play((order, listener) =>
      order.verb === 'set up' ? gives({ kind: 'not set up', error }) : called(order, listener),
    )
    await expect(played.sandbox.setup.call('answer', [1], ahead)).rejects.toThrow('no table')
    expect(verbs(played)).toEqual(['set up', 'leave', 'end'])
    expect(played.sandbox.inspect('process')).toBe('lost')
  })

  test('keeps no thread of an environment that has ended meanwhile', async () => {
    const played = play(({ verb }) => (verb === 'set up' ? undefined : gives(ready)))
    const { sandbox, emit } = played
    const cut = expect(sandbox.setup.call('answer', [1], ahead)).rejects.toThrow(StoppedError)
    const started = expect(sandbox.start(code, plan, emit)).rejects.toThrow(StoppedError)
    await expect.poll(() => verbs(played)).toEqual(['set up'])
    await sandbox.stop('shutdown')
    await Promise.all([cut, started])
    expect(verbs(played)).toEqual(['set up', 'end'])
  })
})

describe('a thread that ends by itself', () => {
  test.each([
    ['with its exit code', { code: 3, outOfMemory: false, error: undefined }, { code: 3 }],
    [
      'out of memory, as the kernel ends it [ERR-13]',
      { code: 1, outOfMemory: true, error: undefined },
      { signal: 'SIGKILL' },
    ],
  ])('is the end of the process, %s', async (_, loss, exit) => {
    const inInit = play(() => loss)
    expect(await inInit.sandbox.start(code, plan, inInit.emit)).toMatchObject({ kind: 'failed', endedAt: NOW, exit })
    const { sandbox, emit } = play((order, listener) => (order.verb === 'start' ? answering(order, listener) : loss))
    await sandbox.start(code, plan, emit)
    expect(await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)).toMatchObject({
      outcome: 'exit',
      exit,
      endedAt: NOW,
      survives: false,
    })
  })

  test('leaves nothing to look at when its peers go', async () => {
    const { sandbox, emit } = play((order, listener) =>
      order.verb === 'disconnect' ? { code: 0, outOfMemory: false, error: undefined } : answering(order, listener),
    )
    await sandbox.start(code, plan, emit)
    await sandbox.disconnect('closed')
    expect(sandbox.inspect('leftovers')).toEqual([])
  })
})

describe('a thread that does not give way', { timeout: 60_000 }, () => {
  const spinning =
    (verb: Order['verb']): Script =>
    (order, listener) =>
      order.verb === verb ? undefined : answering(order, listener)
  const brief = { ...invocation, deadline: NOW + 1 }

  test('is killed, and what it has handed over goes to the thread after it [RST-3]', async () => {
    const remains = { files, coverage: noCoverage }
    const { sandbox, emit, done, warnings } = play(spinning('deliver'), { remains, tmpBytes: 1 })
    await sandbox.start(code, plan, emit)
    expect(await sandbox.deliver(brief, { frozenForMs: 0 }, emit)).toMatchObject({
      outcome: 'timeout',
      endedAt: NOW + 1,
      waitingFor: ['code that does not give way'],
    })
    expect(sandbox.inspect('tmp')).toEqual({ files: { '/tmp/a': { bytes: 1, text: '\0' } }, bytes: 1 })
    await sandbox.start(code, plan, emit)
    expect(done.at(-1)).toMatchObject({ files })
    expect(warnings).toEqual([])
  })

  test('loses its /tmp where it could not hand that over, and says so', async () => {
    const seen: Script = (order, listener) =>
      order.verb === 'start' ? gives(ready, { leftovers: [], tmp }) : spinning('deliver')(order, listener)
    const { sandbox, emit, done, warnings } = play(seen, { tmpBytes: 3 * 1024 * 1024 })
    await sandbox.start(code, plan, emit)
    await sandbox.stop('reset')
    await sandbox.start(code, plan, emit)
    expect(done.at(-1)).toMatchObject({ files })
    await sandbox.deliver(brief, { frozenForMs: 0 }, emit)
    expect(warnings).toEqual([expect.stringContaining('without handing over its /tmp (3 MB)')])
    expect(sandbox.inspect('tmp')).toEqual({ files: {}, bytes: 0 })
    await sandbox.start(code, plan, emit)
    expect(done.at(-1)).toMatchObject({ files: [] })
  })

  test('when its peers go is found out by the next invocation', async () => {
    const { sandbox, emit } = play(spinning('disconnect'))
    await sandbox.start(code, plan, emit)
    await sandbox.disconnect('closed')
    await sandbox.disconnect('closed')
    expect(await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)).toMatchObject({
      outcome: 'timeout',
      waitingFor: ['code that does not give way'],
    })
    await sandbox.stop('reset')
    expect(await sandbox.start(code, plan, emit)).toEqual(ready)
  })

  test('is nothing to wait for when its peers go and it is stopped', async () => {
    const { sandbox, emit } = play(spinning('disconnect'))
    await sandbox.start(code, plan, emit)
    const disconnecting = sandbox.disconnect('closed')
    await new Promise((resolve) => setImmediate(resolve))
    await sandbox.stop('shutdown')
    await expect(disconnecting).resolves.toBeUndefined()
  })
})

describe('the memory of a thread', () => {
  const used = { cpuMs: 1, memoryBytes: 200 * 1024 * 1024 }
  const taking: Script = (order, listener) =>
    order.verb === 'deliver' ? gives({ ...answered, used }) : answering(order, listener)

  test('is too much at its answer, also where nobody has looked before [ERR-13]', async () => {
    const { sandbox, emit } = play(taking)
    await sandbox.start(code, plan, emit)
    expect(await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)).toMatchObject({
      outcome: 'exit',
      exit: { signal: 'SIGKILL', outOfMemory: true },
      used,
    })
  })

  test('is told of an Init that fails, too, and of one that succeeds by the invocation after it [LOG-8]', async () => {
    const [failed, small] = [
      { kind: 'failed', endedAt: NOW },
      { cpuMs: 1, memoryBytes: 1024 },
    ]
    const failing = play(() => gives({ ...failed, used: small }))
    expect(await failing.sandbox.start(code, plan, failing.emit)).toEqual({ ...failed, used: small })
    const large = play(() => gives({ ...failed, used }))
    expect(await large.sandbox.start(code, plan, large.emit)).toMatchObject({ exit: { outOfMemory: true }, used })
    const { sandbox, emit } = play(taking)
    expect(await sandbox.start(code, plan, emit)).toEqual(ready)
  })

  test('is not the garbage that it has left behind', async () => {
    const { sandbox, emit } = play(taking, { memoryNeeded: async () => 20 * 1024 * 1024 })
    await sandbox.start(code, plan, emit)
    expect(await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)).toMatchObject({
      outcome: 'response',
      used: { memoryBytes: 20 * 1024 * 1024 },
    })
  })

  test('is not what /tmp holds', async () => {
    const { sandbox, emit } = play(taking, { tmpBytes: 150 * 1024 * 1024 })
    await sandbox.start(code, plan, emit)
    expect(await sandbox.deliver(invocation, { frozenForMs: 0 }, emit)).toMatchObject({
      outcome: 'response',
      used: { memoryBytes: 50 * 1024 * 1024 },
    })
  })
})

describe('a sandbox that is stopped', () => {
  test('for a reset hands its files to the thread after it [RST-3]', async () => {
    const played = play(answering)
    const { sandbox, emit, done } = played
    await sandbox.start(code, plan, emit)
    await sandbox.stop('reset')
    await sandbox.start(code, plan, emit)
    expect(verbs(played)).toEqual(['start', 'leave', 'end', 'start'])
    expect(done.at(-1)).toMatchObject({ files })
  })

  test('for good asks its thread for nothing', async () => {
    const played = play(answering)
    await played.sandbox.start(code, plan, played.emit)
    await played.sandbox.stop('shutdown')
    expect(verbs(played)).toEqual(['start', 'end'])
    expect(played.sandbox.inspect('process')).toBe('lost')
  })

  test('for good asks its thread for what has run, where that is counted, and forgets its files', async () => {
    const played = play(answering, { counts: true })
    const { sandbox, emit, done } = played
    await sandbox.start(code, plan, emit)
    await sandbox.stop('shutdown')
    await sandbox.start(code, plan, emit)
    expect(verbs(played)).toEqual(['start', 'leave', 'end', 'start'])
    expect(done.at(-1)).toMatchObject({ files: [] })
  })

  test('in the middle of an invocation rejects it with what it waits for', async () => {
    const played = play((order, listener) => (order.verb === 'deliver' ? undefined : answering(order, listener)))
    const { sandbox, emit } = played
    await sandbox.start(code, plan, emit)
    const running = sandbox.deliver(invocation, { frozenForMs: 0 }, emit)
    const told = expect(running).rejects.toEqual(new StoppedError(['a fetch']))
    await Promise.resolve()
    await sandbox.stop('shutdown')
    await told
    expect(verbs(played)).toEqual(['start', 'deliver', 'end'])
  })

  test('in the middle of its start says that its thread is not there yet', async () => {
    const { sandbox, emit } = play(answering, { booted: new Promise(() => undefined), hasBooted: false })
    const told = expect(sandbox.start(code, plan, emit)).rejects.toEqual(
      new StoppedError(['its thread, which is still starting']),
    )
    await sandbox.stop('shutdown')
    await told
  })

  test('ends within its limit also where the thread does not leave', { timeout: 60_000 }, async () => {
    const played = play((order, listener) => (order.verb === 'leave' ? undefined : answering(order, listener)), {
      counts: true,
    })
    await played.sandbox.start(code, plan, played.emit)
    await played.sandbox.stop('shutdown')
    expect(verbs(played)).toEqual(['start', 'leave', 'end', 'end'])
  })

  test('twice ends once', async () => {
    const played = play(answering)
    await played.sandbox.stop('shutdown')
    await played.sandbox.start(code, plan, played.emit)
    await Promise.all([played.sandbox.stop('shutdown'), played.sandbox.stop('shutdown')])
    expect(verbs(played)).toEqual(['start', 'end'])
  })
})
