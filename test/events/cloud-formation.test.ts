// Tests of requests for custom resources.

import type { CdkCustomResourceHandler, CloudFormationCustomResourceHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { createResource, deleteResource, updateResource } from '../../src/events/cloud-formation.js'

test('the default request to create is complete', () => {
  expect(createResource()).toMatchInlineSnapshot(`
    {
      "LogicalResourceId": "MyResource",
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

test('the default request to update has the old properties too', () => {
  expect(updateResource()).toMatchInlineSnapshot(`
    {
      "LogicalResourceId": "MyResource",
      "OldResourceProperties": {
        "ServiceToken": "arn:aws:lambda:us-east-1:123456789012:function:my-function",
      },
      "PhysicalResourceId": "my-resource",
      "RequestId": "00000000-0000-4000-8000-000000000002",
      "RequestType": "Update",
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

test('the default request to delete is complete', () => {
  expect(deleteResource()).toMatchInlineSnapshot(`
    {
      "LogicalResourceId": "MyResource",
      "PhysicalResourceId": "my-resource",
      "RequestId": "00000000-0000-4000-8000-000000000002",
      "RequestType": "Delete",
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

test('numbers and booleans become text at any depth, and nothing else does', () => {
  const properties = {
    Count: 3,
    On: true,
    Name: 'a',
    Tags: [{ Key: 'k', Value: 0 }],
    Nested: { Off: false, None: null },
  }
  const { ServiceToken: _, ...received } = createResource({ properties }).ResourceProperties
  expect(received).toEqual({
    Count: '3',
    On: 'true',
    Name: 'a',
    Tags: [{ Key: 'k', Value: '0' }],
    Nested: { Off: 'false', None: null },
  })
})

test('everything in the input is found in the request', () => {
  const request = updateResource({
    properties: { Size: 2 },
    oldProperties: { Size: 1 },
    physicalResourceId: 'physical',
    logicalResourceId: 'Logical',
    resourceType: 'Custom::Thing',
    responseUrl: 'http://127.0.0.1:1/answer',
    stack: 'shop',
    functionName: 'maker',
    region: 'eu-west-1',
    accountId: '210987654321',
  })
  const ServiceToken = 'arn:aws:lambda:eu-west-1:210987654321:function:maker'
  expect(request).toMatchObject({
    ServiceToken,
    ResponseURL: 'http://127.0.0.1:1/answer',
    StackId: expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:210987654321:stack\/shop\/[0-9a-f-]{36}$/),
    LogicalResourceId: 'Logical',
    PhysicalResourceId: 'physical',
    ResourceType: 'Custom::Thing',
    ResourceProperties: { ServiceToken, Size: '2' },
    OldResourceProperties: { ServiceToken, Size: '1' },
  })
})

test('a resource to be created has no id yet', () => {
  const input = { physicalResourceId: 'x' } as object
  expect(() => createResource(input)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.cloudFormation.create: unknown key "physicalResourceId" in the input. Did you mean "logicalResourceId"? It takes: properties, logicalResourceId, resourceType, responseUrl, stack, functionName, region, accountId. A field of AWS's own event goes into the second argument, the overrides.]`,
  )
})

test('handlers of AWS’s types take the requests, those of a CDK provider too', () => {
  type Request = Parameters<CloudFormationCustomResourceHandler>[0]
  expectTypeOf(createResource()).toExtend<Request>()
  expectTypeOf(updateResource()).toExtend<Request>()
  expectTypeOf(deleteResource()).toExtend<Request>()
  expectTypeOf(createResource()).toExtend<Parameters<CdkCustomResourceHandler>[0]>()
  expectTypeOf(createResource({ properties: { Count: 3 } }).ResourceProperties.Count).toEqualTypeOf<string>()
})
