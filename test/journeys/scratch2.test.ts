import { invoke, withLambda, LambdaDisposedError } from 'vitest-lambda'
import { expect, test, describe, beforeAll, vi } from 'vitest'
import { setTimeout as sleep } from 'node:timers/promises'

const h = withLambda(() => import('./functions/counter.js'), { console: 'silent' })
test('sync loop dies', async () => {
  const r = await invoke(withLambda((async (_e: unknown) => { for (;;) Date.now() }) as any))
  expect(r).toTimeOut()
})
describe.concurrent('conc', () => {
  test.for([1, 2, 3, 4])('c%i', async (_n, { expect }) => {
    const r = await invoke(h, {}); await new Promise(r => setTimeout(r, 5)); const r2 = await invoke(h, {})
    expect(r).toReturn(expect.objectContaining({ count: 1 })); expect(r2).toReturn(expect.objectContaining({ count: 2 }))
  })
})
let attempts = 0
test('retry', { retry: 2 }, async () => {
  const r = await invoke(h, {}); expect(r).toReturn(expect.objectContaining({ count: 1 }))
  if (attempts++ < 1) throw new Error('again')
})
describe('suite', () => {
  const s = withLambda(() => import('./functions/counter.js'), { lifetime: 'suite', console: 'silent' })
  beforeAll(async () => { await s.invoke({}) })
  test('a', async () => { expect(((await s.invoke({})).payload as any).count).toBe(2) }, )
})
describe('in beforeAll', () => {
  let s: any
  beforeAll(async () => { s = withLambda(() => import('./functions/counter.js'), { lifetime: 'suite', console: 'silent' }); await s.invoke({}) })
  test('a', async () => { expect(((await s.invoke({})).payload as any).count).toBe(2) }, )
})
const it2 = test.extend('fn', async () => withLambda(() => import('./functions/counter.js'), { console: 'silent' }))
it2('fixture', async ({ fn }) => { expect(await fn.invoke({})).toReturn(expect.objectContaining({ count: 1 })) })
test('await using', async () => {
  let l
  { await using x = withLambda(() => import('./functions/counter.js')); l = x; await x.invoke({}) }
  await expect(l.invoke({})).rejects.toThrow(LambdaDisposedError)
})
test('stubGlobal, spies', async () => {
  vi.stubGlobal('FOO', 42)
  const spy = vi.spyOn(console, 'log').mockImplementation(() => {})
  const r = await invoke(withLambda((async (_e: unknown) => { console.log('hi', { a: 1 }); (globalThis as any).BAR = 1; return (globalThis as any).FOO }) as any))
  expect(r).toReturn(42); expect(spy).toHaveBeenCalledWith('hi', { a: 1 })
  expect('BAR' in globalThis).toBe(false)
  expect(r).toHaveLogged('hi')
  spy.mockRestore()
})
test('P22', async () => {
  const l = withLambda(((_e: any, _c: any, cb: any) => { setTimeout(() => cb(null, 'later'), 1000) }) as any, { runtime: 'nodejs22.x', console: 'silent' } as any)
  const r = await invoke(l); expect(r).toReturn('later'); expect(r.record.report.durationMs).toBe(1000)
})
test('fetch real', async () => {
  const http = await import('node:http'); const server = http.createServer((_q, s) => setTimeout(() => s.end('ok'), 60)); await new Promise<void>(r => server.listen(0, '127.0.0.1', r))
  const url = `http://127.0.0.1:${(server.address() as any).port}/`
  const r = await invoke(withLambda((async (_e: any) => { const a = await Promise.race([fetch(url).then(r => r.text()), sleep(1000, 'timer')]); return a }) as any))
  expect(r).toReturn('ok'); console.log(r.record.report)
  const r2 = await invoke(withLambda((async (_e: any) => { await fetch('http://example.com/') }) as any)); console.log(JSON.stringify(r2.payload).slice(0, 500))
  server.close()
})
