// Tests of what the CDK's provider framework asks.

import type { CdkCustomResourceIsCompleteHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { isComplete } from '../../src/events/cdk-provider.js'

test('the default question is about a resource that is being created', () => {
  expect(isComplete()).toMatchInlineSnapshot(`
    {
      "LogicalResourceId": "MyResource",
      "PhysicalResourceId": "00000000-0000-4000-8000-000000000002",
      "RequestId": "00000000-0000-4000-8000-000000000002",
      "RequestType": "Create",
      "ResourceProperties": {
        "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:my-function",
      },
      "ResourceType": "Custom::MyResource",
      "ResponseURL": "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/EXAMPLE?X-Amz-Signature=EXAMPLE",
      "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:my-function",
      "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/my-stack/00000000-0000-4000-8000-000000000001",
    }
  `)
})

test('what onEvent answered lies over the request', () => {
  const onEvent = { PhysicalResourceId: 'made', Data: { Url: 'u' }, step: 2 }
  expect(isComplete({ onEvent, properties: { Size: 1 } })).toMatchObject({
    RequestType: 'Create',
    ResourceProperties: { Size: '1' },
    ...onEvent,
  })
})

test('a resource that is there keeps its id', () => {
  const update = { requestType: 'Update', physicalResourceId: 'there', oldProperties: { Size: 1 } } as const
  expect(isComplete(update)).toMatchObject({
    RequestType: 'Update',
    PhysicalResourceId: 'there',
    OldResourceProperties: { Size: '1' },
  })
})

test.each([
  [{ physicalResourceId: 'there' }, 'physicalResourceId is given for a Create'],
  [{ oldProperties: {} }, 'oldProperties is given for a Create'],
  [{ requestType: 'Delete', oldProperties: {} } as const, 'oldProperties is given for a Delete'],
])('what the request has no place for is refused: %o', (input, message) => {
  expect(() => isComplete(input)).toThrow(
    `events.cloudFormation.isComplete: ${message}, whose request has none. Leave it out.`,
  )
})

test('a type of request that is none is refused', () => {
  const requestType = 'Replace' as 'Create'
  expect(() => isComplete({ requestType })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cloudFormation.isComplete: requestType is "Replace" (a string), where "Create", "Update" or "Delete" is expected.]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(isComplete).returns.toExtend<Parameters<CdkCustomResourceIsCompleteHandler>[0]>()
})
