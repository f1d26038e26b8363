import { afterEach, describe, expect, test } from 'vitest'
import { Modules } from '../../../../src/sandbox/thread/inside/modules.js'
import { rehearse } from '../../../../src/sandbox/thread/inside/rehearsal.js'

const { prepareStackTrace } = Error
// Vite's module runner maps stacks from the moment on when there is one.
afterEach(() => void (Error.prepareStackTrace = prepareStackTrace))

const runner = new URL('../../../../node_modules/vite/dist/node/module-runner.js', import.meta.url).href

/** What is there of everything that a function may have left. */
function surroundings(): unknown {
  const listeners = process.eventNames().map((name) => [name, process.listenerCount(name)])
  return [Reflect.ownKeys(globalThis), listeners, { ...process.env }, process.getActiveResourcesInfo().toSorted()]
}

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
    await rehearse(modules)
    expect(surroundings()).toEqual(before)
    expect(modules.known?.idToModuleMap.size).toBe(0)
    expect(modules.evaluated.size).toBe(0)
    expect(modules.loading).toBe(0)
  })
})
