import { AsyncLocalStorage, createHook } from 'node:async_hooks'
import { afterEach, describe, expect, test } from 'vitest'
import { Modules } from '../../../../src/sandbox/thread/inside/modules.js'
import { rehearse } from '../../../../src/sandbox/thread/inside/rehearsal.js'

const { prepareStackTrace } = Error
// Vite's module runner maps stacks from the moment on when there is one.
afterEach(() => void (Error.prepareStackTrace = prepareStackTrace))

const runner = new URL('../../../../node_modules/vite/dist/node/module-runner.js?rehearsed', import.meta.url).href

/** What is there of everything that a function may have left. */
function surroundings(): unknown {
  const listeners = process.eventNames().map((name) => [name, process.listenerCount(name)])
  return [Reflect.ownKeys(globalThis), listeners, { ...process.env }]
}

/** What `run` has begun that is not over: timers, sockets and the like, of its own, since Vitest has some, too. */
async function leftBy(run: () => Promise<unknown>): Promise<readonly string[]> {
  const own = new AsyncLocalStorage<true>()
  const alive = new Map<number, string>()
  const hook = createHook({
    init: (id, type) => void (own.getStore() && HANDLES.test(type) && alive.set(id, type)),
    destroy: (id) => void alive.delete(id),
  }).enable()
  await own.run(true, run)
  // Node.js tells of the end of something in the turn after it.
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
  hook.disable()
  return [...alive.values()]
}

/** As Node.js calls what its event loop holds; promises and bound functions are no such thing. */
const HANDLES = /^(?:Timeout|Immediate|MESSAGEPORT|WORKER|.*(?:WRAP|REQ).*)$/

describe('the rehearsal of a thread', () => {
  test('loads modules and asks nobody for them', async () => {
    const asked: unknown[] = []
    const modules = new Modules(async (question) => void asked.push(question))
    await modules.boot(runner)
    const { evaluated } = modules
    const loaded: string[] = []
    evaluated.add = (file) => (loaded.push(file), evaluated)
    await rehearse(modules)
    expect(loaded.toReversed()).toEqual(expect.arrayContaining(['/rehearsal/0.js', '/rehearsal/11.js']))
    expect(asked).toEqual([])
  })

  test('is what it rehearses: an invocation that answers', async () => {
    const modules = new Modules(async () => undefined)
    await modules.boot(runner)
    expect(await rehearse(modules)).toMatchObject({ outcome: 'response', payload: '{}', survives: true })
  })

  test('leaves nothing that the function could meet', async () => {
    const modules = new Modules(async () => undefined)
    await modules.boot(runner)
    const before = surroundings()
    expect(await leftBy(() => rehearse(modules))).toEqual([])
    expect(surroundings()).toEqual(before)
    expect(modules.known?.idToModuleMap.size).toBe(0)
    expect(modules.evaluated.size).toBe(0)
    expect(modules.loading).toBe(0)
  })
})
