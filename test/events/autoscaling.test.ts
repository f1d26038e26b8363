// Tests of what Auto Scaling asks custom termination policies.

import type { AutoScalingScaleInHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { autoscaling } from '../../src/events/autoscaling.js'

test('the default event is complete', () => {
  expect(autoscaling()).toMatchInlineSnapshot(`
    {
      "AutoScalingGroupARN": "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:00000000-0000-4000-8000-000000000001:autoScalingGroupName/my-group",
      "AutoScalingGroupName": "my-group",
      "CapacityToTerminate": [
        {
          "AvailabilityZone": "us-east-1a",
          "Capacity": 1,
          "InstanceMarketOption": "on-demand",
        },
      ],
      "Cause": "SCALE_IN",
      "Instances": [
        {
          "AvailabilityZone": "us-east-1a",
          "InstanceId": "i-00000000000000001",
          "InstanceMarketOption": "on-demand",
          "InstanceType": "t3.micro",
        },
      ],
    }
  `)
})

test('as much capacity is to go as there are instances, by zone and market', () => {
  const { CapacityToTerminate, Instances } = autoscaling({
    region: 'us-east-2',
    instances: [
      {},
      { AvailabilityZone: 'us-east-2b', InstanceId: 'i-7', InstanceType: 'm7g.large' },
      { InstanceMarketOption: 'spot' },
      {},
    ],
  })
  expect(CapacityToTerminate).toEqual([
    { AvailabilityZone: 'us-east-2a', Capacity: 2, InstanceMarketOption: 'on-demand' },
    { AvailabilityZone: 'us-east-2b', Capacity: 1, InstanceMarketOption: 'on-demand' },
    { AvailabilityZone: 'us-east-2a', Capacity: 1, InstanceMarketOption: 'spot' },
  ])
  expect(Instances[1]).toMatchObject({ InstanceId: 'i-7', InstanceType: 'm7g.large' })
  expect(new Set(Instances.map(({ InstanceId }) => InstanceId)).size).toBe(4)
})

test('group, cause, Region and account are found in the event', () => {
  const input = { group: 'web', cause: 'REBALANCE', region: 'us-east-2', accountId: '210987654321' } as const
  expect(autoscaling(input)).toMatchObject({
    AutoScalingGroupARN: expect.stringMatching(/^arn:aws:autoscaling:us-east-2:210987654321:.+\/web$/),
    AutoScalingGroupName: 'web',
    Cause: 'REBALANCE',
  })
})

test('a cause that there is not is refused', () => {
  expect(() => autoscaling({ cause: 'BOREDOM' } as object)).toThrow(
    'events.autoscaling: cause is "BOREDOM" (a string), where "SCALE_IN", "INSTANCE_REFRESH", "MAX_INSTANCE_LIFETIME" or "REBALANCE" is expected.',
  )
})

test('a handler takes it', () => {
  expectTypeOf(autoscaling()).toExtend<Parameters<AutoScalingScaleInHandler>[0]>()
})
