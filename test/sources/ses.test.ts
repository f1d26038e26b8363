// Tests of `sources.ses`: whose email reaches the function, and what the function decides.

import { describe, expect, test } from 'vitest'
import { type SesOptions, sesSource } from '../../src/sources/ses.js'
import { FakeTarget, STARTS_AT } from './fake-target.js'

describe('mail.receive()', () => {
  test('hands an email over, with what the rule knows of the function [EV-1, EV-7]', async () => {
    const target = new FakeTarget()
    const mail = sesSource(target)
    const id = mail.receive({ from: 'jane@example.com', to: 'orders@shop.example', subject: 'Order' })
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    const [report] = await mail.settled()
    expect(target.queued).toEqual([report?.event])
    const { mail: head, receipt } = report?.event.Records[0]?.ses ?? {}
    expect(head).toMatchObject({ messageId: id, source: 'jane@example.com', commonHeaders: { subject: 'Order' } })
    expect(receipt).toMatchObject({
      timestamp: '2026-01-01T00:00:00.000Z',
      recipients: ['orders@shop.example'],
      action: { type: 'Lambda', functionArn: target.functionArn, invocationType: 'Event' },
    })
    expect(report).not.toHaveProperty('disposition')
  })

  test.each<[readonly string[] | undefined, readonly string[]]>([
    [undefined, ['a@shop.example', 'a+x@SHOP.example', 'b@eu.shop.example', 'c@elsewhere.example']],
    [['shop.example'], ['a@shop.example', 'a+x@SHOP.example']],
    [['.shop.example'], ['b@eu.shop.example']],
    [['A@shop.example'], ['a@shop.example', 'a+x@SHOP.example']],
    [['a+x@shop.example'], ['a+x@SHOP.example']],
    [['nobody@shop.example'], []],
  ])('of a rule for %j reaches %j', async (recipients, expected) => {
    const mail = sesSource(new FakeTarget(), recipients && { recipients })
    mail.receive({ to: ['a@shop.example', 'a+x@SHOP.example', 'b@eu.shop.example'], cc: 'c@elsewhere.example' })
    const reports = await mail.settled()
    expect(reports.flatMap(({ event }) => event.Records[0]?.ses.receipt.recipients)).toEqual(expected)
    expect(mail.filtered).toHaveLength(expected.length === 0 ? 1 : 0)
  })

  test('takes one email, and refuses what it would drop', () => {
    const two = [{ to: 'a@shop.example' }, { to: 'b@shop.example' }] as unknown as [{ to: string }]
    expect(() => sesSource(new FakeTarget()).receive(...two)).toThrow(
      new TypeError(
        'mail.receive() takes one email, but was given one argument more, which would be dropped: call it once for each.',
      ),
    )
  })

  test('refuses a verdict on what SES does not check, and one that it does not give', () => {
    const mail = sesSource(new FakeTarget())
    expect(() => mail.receive({ verdicts: { spamm: 'FAIL' } as never })).toThrow(
      'mail.receive(): verdicts: unknown key "spamm" in the input. Did you mean "spam"?',
    )
    expect(() => mail.receive({ verdicts: { spam: 'MAYBE' as never } })).toThrow(
      'mail.receive(): verdicts: spam is "MAYBE" (a string), where "PASS", "FAIL"',
    )
  })

  test('refuses what is no email', () => {
    expect(() => sesSource(new FakeTarget()).receive({ form: 'jane@example.com' } as never)).toThrow(
      'mail.receive(): unknown key "form" in the input. Did you mean "from"?',
    )
  })
})

describe('a RequestResponse action', () => {
  const decide = async (answer: () => unknown, takesMs = 0): Promise<unknown> => {
    const target = new FakeTarget(answer, { takesMs })
    const mail = sesSource(target, { invocationType: 'RequestResponse' })
    mail.receive()
    const [report] = await mail.settled()
    expect(target.queued).toEqual([])
    expect(report?.event.Records[0]?.ses.receipt.action).toMatchObject({ invocationType: 'RequestResponse' })
    return report
  }

  test.each<[unknown, string]>([
    [{ disposition: 'STOP_RULE' }, 'STOP_RULE'],
    [{ disposition: 'STOP_RULE_SET' }, 'STOP_RULE_SET'],
    [{ disposition: 'CONTINUE' }, 'CONTINUE'],
    [{ disposition: 'stop_rule' }, 'CONTINUE'],
    [null, 'CONTINUE'],
    ['STOP_RULE', 'CONTINUE'],
  ])('that answers %j means %s [EV-7]', async (answer, disposition) => {
    expect(await decide(() => answer)).toMatchObject({ outcome: 'succeeded', disposition })
  })

  test('asks the function when the test runs it, and not before', async () => {
    const target = new FakeTarget()
    const mail = sesSource(target, { invocationType: 'RequestResponse' })
    mail.receive()
    mail.receive()
    expect(target.events).toEqual([])
    expect(target.owed).toMatchObject([{ verb: 'mail.settled()', waiting: [{ at: STARTS_AT }, { at: STARTS_AT }] }])
    expect(await mail.settled()).toHaveLength(2)
    expect(target.events).toHaveLength(2)
    expect(target.owed).toMatchObject([{ waiting: [] }])
  })

  test('has no disposition where the function fails, and is not tried again [EV-7]', async () => {
    const report = await decide(() => {
      throw new Error('no')
    })
    expect(report).toMatchObject({ outcome: 'retriesExhausted', attempts: [expect.anything()] })
    expect(report).not.toHaveProperty('disposition')
  })

  test('has no disposition where SES waited for more than 30 seconds in vain [EV-7]', async () => {
    expect(await decide(() => ({ disposition: 'STOP_RULE' }), 30_000)).toHaveProperty('disposition', 'STOP_RULE')
    expect(await decide(() => ({ disposition: 'STOP_RULE' }), 30_001)).not.toHaveProperty('disposition')
  })
})

test.each<[unknown, string]>([
  [{ recipient: 'shop.example' }, 'sources.ses(): recipient is not a key here: did you mean recipients?'],
  [
    { recipients: ['Jane <jane@shop.example>'] },
    "sources.ses(): recipients[0] is 'Jane <jane@shop.example>': it takes an address, a domain, or '.example.com' for those below it.",
  ],
  [{ invocationType: 'DryRun' }, "sources.ses(): invocationType is 'DryRun': it takes 'Event' or 'RequestResponse'."],
])('sources.ses() refuses %j', (options, message) => {
  expect(() => sesSource(new FakeTarget(), options as SesOptions)).toThrow(new TypeError(message))
})
