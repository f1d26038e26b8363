// `events.autoscaling`: an Auto Scaling group asks its custom termination policy which instances may go.

import type {
  AutoScalingInstanceRecord,
  AutoScalingScaleInCause,
  AutoScalingScaleInEvent,
  AutoScalingTerminationRequest,
} from 'aws-lambda'
import { type Kinds, readInput } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** What shall shrink, and by how much. */
export interface AutoscalingInput extends Place {
  /** The group's name. Default `my-group`. */
  readonly group?: string | undefined
  /**
   * The instances that Auto Scaling suggests, each with what differs from a `t3.micro`, on demand, in the Region's first
   * zone. As much capacity is to go, by zone and market. Default: one instance.
   */
  readonly instances?: readonly Partial<AutoScalingInstanceRecord>[] | undefined
  /** Default `SCALE_IN`. */
  readonly cause?: AutoScalingScaleInCause | undefined
}

const KINDS: Kinds<AutoscalingInput> = {
  group: 'name',
  instances: { items: ['object'] },
  cause: { oneOf: ['SCALE_IN', 'INSTANCE_REFRESH', 'MAX_INSTANCE_LIFETIME', 'REBALANCE'] },
  ...PLACE_KINDS,
}

/**
 * A scale-in. The function must answer `{ InstanceIDs }` with the ids of the instances that are ready to go; with
 * none of them Auto Scaling asks again later.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/lambda-custom-termination-policy.html
 */
export function autoscaling(
  input?: AutoscalingInput,
  overrides?: DeepPartial<AutoScalingScaleInEvent>,
): AutoScalingScaleInEvent {
  const where = 'events.autoscaling'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { group = 'my-group', instances = [{}], cause = 'SCALE_IN' } = given
  const Instances = instances.map((instance, index) => ({
    AvailabilityZone: `${origin.region}a`,
    InstanceId: `i-${(index + 1).toString(16).padStart(17, '0')}`,
    InstanceType: 't3.micro',
    InstanceMarketOption: 'on-demand' as const,
    ...instance,
  }))
  const event: AutoScalingScaleInEvent = {
    AutoScalingGroupARN: arnOf(origin, 'autoscaling', `autoScalingGroup:${uuidAt(0)}:autoScalingGroupName/${group}`),
    AutoScalingGroupName: group,
    CapacityToTerminate: capacityOf(Instances),
    Instances,
    Cause: cause,
  }
  return withOverrides(where, event, overrides)
}

function capacityOf(instances: readonly AutoScalingInstanceRecord[]): AutoScalingTerminationRequest[] {
  const requests = new Map<string, AutoScalingTerminationRequest>()
  for (const { AvailabilityZone, InstanceMarketOption } of instances) {
    const key = `${AvailabilityZone} ${InstanceMarketOption}`
    const Capacity = (requests.get(key)?.Capacity ?? 0) + 1
    requests.set(key, { AvailabilityZone, Capacity, InstanceMarketOption })
  }
  return [...requests.values()]
}
