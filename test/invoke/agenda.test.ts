import { beforeEach, describe, expect, test } from 'vitest'
import { Agenda } from '../../src/invoke/agenda.js'
import { Timeline } from '../../src/sandbox/timeline.js'
import { ScriptedTraveller, STARTS_AT } from '../sandbox/scripted-traveller.js'

let timeline: Timeline
let agenda: Agenda
let happened: string[]

beforeEach(() => {
  timeline = new Timeline(STARTS_AT)
  agenda = new Agenda(timeline)
  happened = []
})

/** Puts `name` down for `afterMs` from now. */
function plan(name: string, afterMs: number): () => void {
  return agenda.at(STARTS_AT + afterMs, () => void happened.push(`${name} +${timeline.now - STARTS_AT}`))
}

const never = (): boolean => false

describe('the agenda', () => {
  test('lets nothing happen until it is run', async () => {
    plan('retry', 10)
    timeline.advance(100)
    await new Promise((resolve) => setImmediate(resolve))
    expect(happened).toEqual([])
  })

  test('goes from one entry to the next, each at its own moment', async () => {
    plan('late', 120_000)
    plan('early', 60_000)
    await agenda.run(never)
    expect(happened).toEqual(['early +60000', 'late +120000'])
    expect(timeline.now).toBe(STARTS_AT + 120_000)
  })

  test('begins what is due at one moment in the order in which it was put down', async () => {
    for (const name of ['a', 'b', 'c']) plan(name, 5)
    await agenda.run(never)
    expect(happened).toEqual(['a +5', 'b +5', 'c +5'])
  })

  test('begins at once what is overdue, and time does not go back', async () => {
    plan('overdue', 10)
    timeline.advance(50)
    await agenda.run(never)
    expect(happened).toEqual(['overdue +50'])
  })

  test('leaves time where it is while what it began takes real time', async () => {
    agenda.at(STARTS_AT, () => new Promise((resolve) => void setTimeout(resolve, 100)))
    await agenda.run(never)
    expect(timeline.now).toBe(STARTS_AT)
  })

  test('stops as soon as it is done, and goes on from there', async () => {
    plan('one', 10)
    plan('two', 20)
    await agenda.run(() => happened.length === 1)
    expect(happened).toEqual(['one +10'])
    expect(timeline.now).toBe(STARTS_AT + 10)
    await agenda.run(never)
    expect(happened).toEqual(['one +10', 'two +20'])
  })

  test('takes up what entries put down', async () => {
    agenda.at(STARTS_AT + 5, () => void plan('next', 9))
    await agenda.run(never)
    expect(happened).toEqual(['next +9'])
  })

  test('forgets what was taken off it', async () => {
    const cancel = plan('cancelled', 5)
    plan('kept', 6)
    cancel()
    await agenda.run(never)
    expect(happened).toEqual(['kept +6'])
  })

  test('lets time pass for an entry that takes some, while others come due', async () => {
    agenda.at(STARTS_AT, async () => {
      await new ScriptedTraveller(timeline, [{ wait: 100 }]).end
      happened.push(`invocation ended +${timeline.now - STARTS_AT}`)
    })
    plan('meanwhile', 40)
    await agenda.run(never)
    expect(happened).toEqual(['meanwhile +40', 'invocation ended +100'])
  })

  test('holds time while it runs, and lets go of it', async () => {
    plan('one', 10)
    const running = agenda.run(never)
    expect(timeline.travelling).toBe(true)
    await running
    expect(timeline.travelling).toBe(false)
  })

  test('does not go on to what is next while somebody spends time of his own, as threads do', async () => {
    agenda.at(STARTS_AT, async () => {
      const resume = agenda.pause()
      happened.push('thread begins')
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
      timeline.reach(STARTS_AT + 500)
      happened.push('thread ends')
      resume()
    })
    plan('beside', 0)
    plan('overdue', 100)
    plan('later', 1_000)
    await agenda.run(never)
    expect(happened).toEqual(['thread begins', 'beside +0', 'thread ends', 'overdue +500', 'later +1000'])
  })

  test('can be run by two at once', async () => {
    plan('one', 10)
    plan('two', 20)
    await Promise.all([agenda.run(() => happened.length === 1), agenda.run(never)])
    expect(happened).toEqual(['one +10', 'two +20'])
  })

  test('tells whoever runs it what an entry rejects with, once, and keeps the rest', async () => {
    agenda.at(STARTS_AT + 1, () => Promise.reject(new Error('refused')))
    plan('later', 5)
    await expect(agenda.run(never)).rejects.toThrow('refused')
    await agenda.run(never)
    expect(happened).toEqual(['later +5'])
  })

  test('tells it also when that was the last thing to happen, and all is done', async () => {
    let done = false
    agenda.at(STARTS_AT, () => {
      done = true
      return Promise.reject(new Error('refused'))
    })
    await expect(agenda.run(() => done)).rejects.toThrow('refused')
    await agenda.run(never)
  })

  test('tells all that was rejected, one at a time, also what happened when nobody ran it any more', async () => {
    const [one, two] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    for (const { promise } of [one, two]) agenda.at(STARTS_AT, () => promise)
    plan('beside', 0)
    await agenda.run(() => happened.length === 1)
    one.reject(new Error('one'))
    two.reject(new Error('two'))
    await expect(agenda.run(never)).rejects.toThrow('one')
    await expect(agenda.run(never)).rejects.toThrow('two')
    await agenda.run(never)
  })

  test('tells each what its own entries reject with, and no other', async () => {
    const [mine, yours] = [{}, {}]
    agenda.at(STARTS_AT, () => Promise.reject(new Error('yours')), yours)
    agenda.at(STARTS_AT + 5, () => Promise.reject(new Error('mine')), mine)
    await agenda.run(never)
    await expect(agenda.run(never, mine)).rejects.toThrow('mine')
    await expect(agenda.run(never, yours)).rejects.toThrow('yours')
    expect(agenda.close(new Error('the test is over'))).toEqual([])
  })

  test('hands out what nobody was told when it is closed', async () => {
    const whose = {}
    for (const text of ['one', 'two']) agenda.at(STARTS_AT, () => Promise.reject(new Error(text)), whose)
    agenda.at(STARTS_AT, () => Promise.reject(new Error("nobody's")))
    await agenda.run(never, {})
    await expect(agenda.run(never, whose)).rejects.toThrow('one')
    expect(agenda.close(new Error('the test is over')).map(String)).toEqual(['Error: two', "Error: nobody's"])
  })

  test('hands out nothing that is like what the same one was told', async () => {
    const whose = {}
    for (let time = 0; time < 3; time++) agenda.at(STARTS_AT, () => Promise.reject(new Error('refused')), whose)
    await agenda.run(never, {})
    await expect(agenda.run(never, whose)).rejects.toThrow('refused')
    expect(agenda.close(new Error('the test is over'))).toEqual([])
  })

  test('begins nothing more once it is closed, and says why', async () => {
    plan('one', 10)
    const running = agenda.run(never)
    agenda.close(new Error('the test is over'))
    await expect(running).rejects.toThrow('the test is over')
    await expect(agenda.run(never)).rejects.toThrow('the test is over')
    expect(happened).toEqual([])
  })

  test('has nothing to wait for when it is empty', async () => {
    await agenda.run(never)
    expect(timeline.now).toBe(STARTS_AT)
  })
})
