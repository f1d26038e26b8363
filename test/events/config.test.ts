// Tests of what AWS Config asks.

import { expect, test } from 'vitest'
import { config } from '../../src/events/config.js'
import type { ConfigRuleEvent } from '../../src/events/config-rule.js'

const invokingEvent = (event: ConfigRuleEvent): unknown => JSON.parse(event.invokingEvent)

test('the default change of a resource is complete, the invoking event in JSON text', () => {
  const { invokingEvent: text, ...event } = config.itemChange()
  expect(event).toMatchInlineSnapshot(`
    {
      "accountId": "123456789012",
      "configRuleArn": "arn:aws:config:us-east-1:123456789012:config-rule/config-rule-abc123",
      "configRuleId": "config-rule-abc123",
      "configRuleName": "my-rule",
      "eventLeftScope": false,
      "executionRoleArn": "arn:aws:iam::123456789012:role/my-config-role",
      "resultToken": "EXAMPLE",
      "ruleParameters": "{}",
      "version": "1.0",
    }
  `)
  expect(JSON.parse(text)).toMatchInlineSnapshot(`
    {
      "configurationItem": {
        "availabilityZone": "Regional",
        "awsAccountId": "123456789012",
        "awsRegion": "us-east-1",
        "configuration": {},
        "configurationItemCaptureTime": "2026-01-01T00:00:00.000Z",
        "configurationItemStatus": "OK",
        "configurationItemVersion": "1.3",
        "configurationStateId": 1767225600000,
        "configurationStateMd5Hash": "",
        "relationships": [],
        "resourceCreationTime": "2026-01-01T00:00:00.000Z",
        "resourceId": "my-resource",
        "resourceName": "my-resource",
        "resourceType": "AWS::S3::Bucket",
        "tags": {},
      },
      "messageType": "ConfigurationItemChangeNotification",
      "notificationCreationTime": "2026-01-01T00:00:00.000Z",
      "recordVersion": "1.3",
    }
  `)
})

test('the default change that is too large has a summary', () => {
  expect(invokingEvent(config.oversizedItemChange())).toMatchInlineSnapshot(`
    {
      "configurationItemSummary": {
        "availabilityZone": "Regional",
        "awsAccountId": "123456789012",
        "awsRegion": "us-east-1",
        "changeType": "UPDATE",
        "configurationItemCaptureTime": "2026-01-01T00:00:00.000Z",
        "configurationItemStatus": "OK",
        "configurationItemVersion": "1.3",
        "configurationStateId": 1767225600000,
        "configurationStateMd5Hash": "",
        "resourceCreationTime": "2026-01-01T00:00:00.000Z",
        "resourceId": "my-resource",
        "resourceName": "my-resource",
        "resourceType": "AWS::S3::Bucket",
      },
      "messageType": "OversizedConfigurationItemChangeNotification",
      "notificationCreationTime": "2026-01-01T00:00:00.000Z",
      "recordVersion": "1.0",
    }
  `)
})

test('the default period is complete', () => {
  expect(invokingEvent(config.periodic())).toMatchInlineSnapshot(`
    {
      "awsAccountId": "123456789012",
      "messageType": "ScheduledNotification",
      "notificationCreationTime": "2026-01-01T00:00:00.000Z",
      "recordVersion": "1.0",
    }
  `)
})

test.each([
  ['itemChange', 'configurationItem'],
  ['oversizedItemChange', 'configurationItemSummary'],
] as const)('%s names the resource in %s, and takes any part of it', (kind, field) => {
  const event = config[kind]({
    resourceType: 'AWS::EC2::Instance',
    resourceId: 'i-1',
    status: 'ResourceDeleted',
    item: { tags: { Team: 'a' }, availabilityZone: 'eu-west-1a' },
    leftScope: true,
    ruleParameters: { allowed: ['t3.micro'] },
    rule: 'sizes',
    region: 'eu-west-1',
    accountId: '210987654321',
  })
  expect(event).toMatchObject({
    eventLeftScope: true,
    ruleParameters: '{"allowed":["t3.micro"]}',
    configRuleName: 'sizes',
    configRuleArn: expect.stringContaining(':eu-west-1:210987654321:'),
    accountId: '210987654321',
  })
  expect(invokingEvent(event)).toMatchObject({
    [field]: {
      resourceType: 'AWS::EC2::Instance',
      resourceId: 'i-1',
      configurationItemStatus: 'ResourceDeleted',
      tags: { Team: 'a' },
      availabilityZone: 'eu-west-1a',
      awsRegion: 'eu-west-1',
      awsAccountId: '210987654321',
    },
  })
})

test.each([
  ['OK', 'UPDATE'],
  ['ResourceDiscovered', 'CREATE'],
  ['ResourceDeleted', 'DELETE'],
])('the summary of a resource with the status %s says %s', (status, changeType) => {
  expect(invokingEvent(config.oversizedItemChange({ status }))).toMatchObject({
    configurationItemSummary: { configurationItemStatus: status, changeType },
  })
})

test('a status that there is not is refused', () => {
  expect(() => config.itemChange({ status: 'Deleted' })).toThrow(
    'events.config.itemChange: status is "Deleted" (a string), where "OK", "ResourceDiscovered"',
  )
})

test('a period knows no resource', () => {
  const input = { resourceId: 'i-1' } as object
  expect(() => config.periodic(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.config.periodic: unknown key "resourceId" in the input. It takes: ruleParameters, rule, region, accountId, time. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})
