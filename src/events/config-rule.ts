// What the function of a custom rule of AWS Config is told besides what made Config ask.

import type { Kinds } from './input.js'
import { jsonText } from './json-text.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/**
 * `invokingEvent` and `ruleParameters` are JSON text.
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
export interface ConfigRuleEvent {
  version: string
  invokingEvent: string
  ruleParameters: string
  resultToken: string
  eventLeftScope: boolean
  executionRoleArn: string
  configRuleArn: string
  configRuleName: string
  configRuleId: string
  accountId: string
}

/** The rule. */
export interface ConfigRuleInput extends Origin {
  /** The rule's parameters, which become JSON text. Default: none. */
  readonly ruleParameters?: Readonly<Record<string, unknown>> | undefined
  /** The rule's name. Default `my-rule`. */
  readonly rule?: string | undefined
}

export const RULE_KINDS: Kinds<ConfigRuleInput> = { ruleParameters: 'object', rule: 'string', ...ORIGIN_KINDS }
const RULE_ID = 'config-rule-abc123'

/** The event with that invoking event in it. */
export function ruleEvent(
  where: string,
  input: ConfigRuleInput & { readonly leftScope?: boolean | undefined },
  invoking: object,
  overrides: DeepPartial<ConfigRuleEvent> | undefined,
): ConfigRuleEvent {
  const origin = originOf(where, input)
  const event: ConfigRuleEvent = {
    version: '1.0',
    invokingEvent: jsonText(where, 'item', invoking),
    ruleParameters: jsonText(where, 'ruleParameters', input.ruleParameters ?? {}),
    resultToken: 'EXAMPLE',
    eventLeftScope: input.leftScope ?? false,
    executionRoleArn: arnOf(origin, 'iam', 'role/my-config-role', 'global'),
    configRuleArn: arnOf(origin, 'config', `config-rule/${RULE_ID}`),
    configRuleName: input.rule ?? 'my-rule',
    configRuleId: RULE_ID,
    accountId: origin.accountId,
  }
  return withOverrides(where, event, overrides)
}
