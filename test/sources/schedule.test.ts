// Tests of `sources.schedule`: when a rule fires, and what the function gets.

import { describe, expect, test } from 'vitest'
import { LambdaServiceException } from '../../src/invoke/exceptions.js'
import type { EventReport } from '../../src/record/event-report.js'
import { type ScheduleOptions, type ScheduleSource, scheduleSource } from '../../src/sources/schedule.js'
import { FakeTarget } from './fake-target.js'

const every = (scheduleExpression: string, options: Partial<ScheduleOptions> = {}): ScheduleOptions =>
  ({ scheduleExpression, ...options }) as ScheduleOptions

const timesOf = (target: FakeTarget): readonly number[] => target.events.map(({ atMs }) => atMs / 60_000)

describe('schedule.tick()', () => {
  test('goes to the next firing and invokes with its time [EV-1, EV-5]', async () => {
    const target = new FakeTarget(() => 'done')
    const schedule = scheduleSource(target, every('rate(5 minutes)', { ruleName: 'nightly' }))
    const report = await schedule.tick()
    expect(report.attempts[0]?.payload).toBe('done')
    expect(report.event).toEqual({
      version: '0',
      id: expect.any(String),
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '123456789012',
      time: '2026-01-01T00:05:00Z',
      region: 'us-east-1',
      resources: ['arn:aws:events:us-east-1:123456789012:rule/nightly'],
      detail: {},
    })
    await schedule.tick()
    expect(timesOf(target)).toEqual([5, 10])
  })

  test('waits for the end of the event, also where the function takes longer than the interval', async () => {
    const target = new FakeTarget(() => 'done', { takesMs: 90_000 })
    const schedule = scheduleSource(target, every('rate(1 minute)'))
    await schedule.tick()
    expect(target.elapsedMs).toBe(150_000)
    await schedule.tick()
    // The firing at 2 minutes fell into the time of the first event.
    expect(timesOf(target)).toEqual([1, 3])
  })

  test('rejects when the rule never fires again', async () => {
    const schedule = scheduleSource(new FakeTarget(), every('cron(0 0 1 1 ? 2020)'))
    await expect(schedule.tick()).rejects.toThrow(
      new Error('schedule.tick(): the rule never fires again: its years are over.'),
    )
  })
})

describe('a firing that Lambda refuses', () => {
  class RefusingOnce extends FakeTarget {
    override async queue(event: unknown): Promise<EventReport> {
      if (this.queued.push(event) === 1)
        throw new LambdaServiceException('ResourceNotFoundException', 'Function not found')
      return super.queue(event)
    }
  }

  test('is told of by the call it fell into, and leaves nothing for the next one', async () => {
    const target = new RefusingOnce()
    const schedule = scheduleSource(target, every('rate(1 minute)'))
    await expect(schedule.run('2m')).rejects.toThrow(
      new Error(
        'sources.schedule(): an event could not be handed over to orders and is lost (ResourceNotFoundException: Function not found).',
      ),
    )
    expect((await schedule.tick()).event).toMatchObject({ time: '2026-01-01T00:03:00Z' })
    expect(await schedule.run('1m')).toHaveLength(1)
  })

  test('is told of beside the others of the same call, once each', async () => {
    class Refusing extends FakeTarget {
      override queue(event: unknown): Promise<EventReport> {
        const reason = this.queued.push(event) % 2 === 1 ? 'Function not found' : 'Alias not found'
        return Promise.reject(new LambdaServiceException('ResourceNotFoundException', reason))
      }
    }
    const schedule = scheduleSource(new Refusing(), every('rate(1 minute)'))
    const lost = (reason: string, times: number) => ({
      message:
        `sources.schedule(): an event could not be handed over to orders and is lost (ResourceNotFoundException: ${reason}).` +
        `\n\nThe same happened ${times} times; this was the first.`,
    })
    await expect(schedule.run('5m')).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [lost('Function not found', 3), lost('Alias not found', 2)],
    })
  })
})

describe('schedule.run()', () => {
  test('lets time pass to its end, with every firing within it', async () => {
    const target = new FakeTarget()
    const schedule = scheduleSource(target, every('rate(20 minutes)'))
    expect(await schedule.run('70m')).toHaveLength(3)
    expect(target.elapsedMs).toBe(70 * 60_000)
    expect(timesOf(target)).toEqual([20, 40, 60])
    expect(await schedule.run(10 * 60_000)).toHaveLength(1)
    expect(await schedule.run('1m')).toEqual([])
    expect(target.elapsedMs).toBe(81 * 60_000)
  })

  test('makes firings overlap where the function is slow', async () => {
    const target = new FakeTarget(() => 'done', { takesMs: 150_000 })
    const schedule = scheduleSource(target, every('rate(1 minute)'))
    expect(await schedule.run('3m')).toHaveLength(3)
    expect(timesOf(target)).toEqual([1, 2, 3])
    expect(target.elapsedMs).toBe(330_000)
  })

  test('does not make up for time that passed otherwise', async () => {
    const target = new FakeTarget()
    const schedule = scheduleSource(target, every('rate(5 minutes)'))
    await schedule.tick()
    target.timeline.advance(7 * 60_000)
    await schedule.tick()
    expect(timesOf(target)).toEqual([5, 15])
  })

  test('hands over what the rule has as its input', async () => {
    const target = new FakeTarget()
    await scheduleSource(target, every('rate(1 hour)', { input: { job: 'clean' } })).run('1h')
    expect(target.queued).toEqual([{ job: 'clean' }])
  })

  test('takes a duration', async () => {
    const schedule = scheduleSource(new FakeTarget(), every('rate(1 hour)'))
    await expect(schedule.run('1 hour' as never)).rejects.toThrow("schedule.run(): the duration '1 hour'")
  })
})

describe('sources.schedule()', () => {
  test.each<[unknown, string]>([
    [undefined, "it takes 'rate(5 minutes)' or 'cron(0 12 * * ? *)'"],
    ['every day', "it takes 'rate(5 minutes)' or 'cron(0 12 * * ? *)'"],
    ['rate(5)', 'a rate is a whole number from 1 and minute, minutes, hour, hours, day or days'],
    ['rate(0 minutes)', 'a rate is a whole number from 1 and minute, minutes, hour, hours, day or days'],
    ['rate(5 seconds)', 'a rate is a whole number from 1 and minute, minutes, hour, hours, day or days'],
    ['rate(1 minutes)', 'write rate(1 minute)'],
    ['rate(5 minute)', 'write rate(5 minutes)'],
    ['cron(0 12 * * *)', 'it has 5 fields, and takes six: minutes hours day-of-month month day-of-week year'],
  ])('refuses the expression %j', (scheduleExpression, why) => {
    const make = (): ScheduleSource => scheduleSource(new FakeTarget(), { scheduleExpression } as never)
    expect(make).toThrow(
      new TypeError(
        `sources.schedule(): scheduleExpression is ${JSON.stringify(scheduleExpression)}: ${why} ` +
          '(https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html).',
      ),
    )
  })

  test('refuses what is no option', () => {
    expect(() => scheduleSource(new FakeTarget(), { schedule: 'rate(1 day)' } as never)).toThrow(
      new TypeError('sources.schedule(): schedule is not a key here: did you mean scheduleExpression?'),
    )
  })
})
