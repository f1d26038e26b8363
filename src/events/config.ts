// `events.config`: AWS Config has the function of a custom rule evaluate one resource, or the whole account.

import { type ConfigRuleEvent, type ConfigRuleInput, RULE_KINDS, ruleEvent } from './config-rule.js'
import { type Kinds, readInput } from './input.js'
import { type FullOrigin, originOf } from './origin.js'
import { type DeepPartial, merge } from './overrides.js'

/** The rule, and the resource that changed. */
export interface ConfigItemInput extends ConfigRuleInput {
  /** Default `AWS::S3::Bucket`. */
  readonly resourceType?: string | undefined
  /** Default `my-resource`. */
  readonly resourceId?: string | undefined
  /** Default `OK`; `ResourceDiscovered`, `ResourceNotRecorded`, `ResourceDeleted`, `ResourceDeletedNotRecorded`. */
  readonly status?: string | undefined
  /** Any part of the configuration item, such as `configuration` or `tags`, laid over the usual ones. */
  readonly item?: Readonly<Record<string, unknown>> | undefined
  /** Whether the resource is no longer one of those that the rule is about. Default `false`. */
  readonly leftScope?: boolean | undefined
}

/**
 * What the resource's status says of its change.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigurationItem.html
 */
const CHANGE_TYPES: Readonly<Record<string, 'CREATE' | 'UPDATE' | 'DELETE'>> = {
  OK: 'UPDATE',
  ResourceDiscovered: 'CREATE',
  ResourceNotRecorded: 'CREATE',
  ResourceDeleted: 'DELETE',
  ResourceDeletedNotRecorded: 'DELETE',
}
const ITEM_KINDS: Kinds<ConfigItemInput> = {
  resourceType: 'string',
  resourceId: 'string',
  status: { oneOf: Object.keys(CHANGE_TYPES) },
  item: 'object',
  leftScope: 'boolean',
  ...RULE_KINDS,
}

/**
 * A resource changed. The function does not answer: it calls `PutEvaluations` with `resultToken`.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
function itemChange(input?: ConfigItemInput, overrides?: DeepPartial<ConfigRuleEvent>): ConfigRuleEvent {
  const where = 'events.config.itemChange'
  const given = readInput(where, input, ITEM_KINDS)
  const origin = originOf(where, given)
  const usual = { ...itemOf(given, origin), tags: {}, relationships: [], configuration: {} }
  const invoking = {
    configurationItem: merge(usual, given.item),
    notificationCreationTime: origin.time.toISOString(),
    messageType: 'ConfigurationItemChangeNotification',
    recordVersion: '1.3',
  }
  return ruleEvent(where, given, invoking, overrides)
}

/**
 * A resource changed whose configuration item is too large for an event: the function reads it with
 * `GetResourceConfigHistory`, and calls `PutEvaluations` with `resultToken`.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
function oversizedItemChange(input?: ConfigItemInput, overrides?: DeepPartial<ConfigRuleEvent>): ConfigRuleEvent {
  const where = 'events.config.oversizedItemChange'
  const given = readInput(where, input, ITEM_KINDS)
  const origin = originOf(where, given)
  const changeType = CHANGE_TYPES[given.status ?? 'OK']
  const invoking = {
    configurationItemSummary: merge({ changeType, ...itemOf(given, origin) }, given.item),
    notificationCreationTime: origin.time.toISOString(),
    messageType: 'OversizedConfigurationItemChangeNotification',
    recordVersion: '1.0',
  }
  return ruleEvent(where, given, invoking, overrides)
}

/**
 * The rule's period is over. The function does not answer: it calls `PutEvaluations` with `resultToken`.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
function periodic(input?: ConfigRuleInput, overrides?: DeepPartial<ConfigRuleEvent>): ConfigRuleEvent {
  const where = 'events.config.periodic'
  const given = readInput(where, input, RULE_KINDS)
  const { accountId, time } = originOf(where, given)
  const invoking = {
    awsAccountId: accountId,
    notificationCreationTime: time.toISOString(),
    messageType: 'ScheduledNotification',
    recordVersion: '1.0',
  }
  return ruleEvent(where, given, invoking, overrides)
}

function itemOf(input: ConfigItemInput, { accountId, region, time }: FullOrigin): object {
  const { resourceType = 'AWS::S3::Bucket', resourceId = 'my-resource', status = 'OK' } = input
  return {
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: time.toISOString(),
    configurationStateId: time.getTime(),
    awsAccountId: accountId,
    configurationItemStatus: status,
    resourceType,
    resourceId,
    resourceName: resourceId,
    awsRegion: region,
    availabilityZone: 'Regional',
    configurationStateMd5Hash: '',
    resourceCreationTime: time.toISOString(),
  }
}

/** Builders of what AWS Config asks the function of a custom rule. */
export interface ConfigEvents {
  readonly itemChange: typeof itemChange
  readonly oversizedItemChange: typeof oversizedItemChange
  readonly periodic: typeof periodic
}

export const config: ConfigEvents = { itemChange, oversizedItemChange, periodic }
