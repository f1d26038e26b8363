// Tests of what S3 Object Lambda Access Points ask.

import { expect, test } from 'vitest'
import { s3ObjectLambda } from '../../src/events/s3-object-lambda.js'

test('the default event is somebody who reads an object', () => {
  expect(s3ObjectLambda()).toMatchInlineSnapshot(`
    {
      "configuration": {
        "accessPointArn": "arn:aws:s3-object-lambda:us-east-1:123456789012:accesspoint/my-access-point",
        "payload": "",
        "supportingAccessPointArn": "arn:aws:s3:us-east-1:123456789012:accesspoint/my-access-point-supporting",
      },
      "getObjectContext": {
        "inputS3Url": "https://my-access-point-supporting-123456789012.s3-accesspoint.us-east-1.amazonaws.com/my-key?X-Amz-Signature=EXAMPLE",
        "outputRoute": "io-use1-001",
        "outputToken": "EXAMPLE",
      },
      "protocolVersion": "1.00",
      "userIdentity": {
        "accessKeyId": "AKIAEXAMPLE",
        "accountId": "123456789012",
        "arn": "arn:aws:iam::123456789012:user/my-user",
        "principalId": "AIDAEXAMPLE",
        "type": "IAMUser",
      },
      "userRequest": {
        "headers": {
          "Host": "my-access-point-123456789012.s3-object-lambda.us-east-1.amazonaws.com",
        },
        "url": "https://my-access-point-123456789012.s3-object-lambda.us-east-1.amazonaws.com/my-key",
      },
      "xAmzRequestId": "00000000-0000-4000-8000-000000000001",
    }
  `)
})

test.each([
  ['HeadObject', 'headObjectContext'],
  ['ListObjects', 'listObjectsContext'],
  ['ListObjectsV2', 'listObjectsV2Context'],
] as const)('%s has a %s, and no token to write the answer with', (operation, context) => {
  const inputS3Url = 'http://127.0.0.1:1/original'
  const event = s3ObjectLambda({ operation, inputS3Url })
  expect(event).toMatchObject({ [context]: { inputS3Url }, protocolVersion: '1.01' })
  expect(event).not.toHaveProperty('getObjectContext')
})

test('lists are read at the root, and have no key', () => {
  expect(new URL(s3ObjectLambda({ operation: 'ListObjectsV2' }).userRequest.url).pathname).toBe('/')
  expect(() => s3ObjectLambda({ operation: 'ListObjects', key: 'a' })).toThrow(
    'events.s3.objectLambda: key is given for ListObjects, which is of the whole bucket. Leave it out.',
  )
})

test('key, headers, payload, access point and place are found in the event', () => {
  const event = s3ObjectLambda({
    key: 'my photos/cat.jpg',
    headers: { Range: 'bytes=0-9' },
    payload: { width: 100 },
    accessPoint: 'thumbnails',
    region: 'eu-west-1',
    accountId: '210987654321',
  })
  const host = 'thumbnails-210987654321.s3-object-lambda.eu-west-1.amazonaws.com'
  expect(event).toMatchObject({
    configuration: {
      accessPointArn: 'arn:aws:s3-object-lambda:eu-west-1:210987654321:accesspoint/thumbnails',
      payload: '{"width":100}',
    },
    userRequest: { url: `https://${host}/my%20photos/cat.jpg`, headers: { Host: host, Range: 'bytes=0-9' } },
    userIdentity: { accountId: '210987654321' },
  })
})

test('an operation that is none is refused', () => {
  const operation = 'PutObject' as 'GetObject'
  expect(() => s3ObjectLambda({ operation })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.s3.objectLambda: operation is "PutObject" (a string), where "GetObject", "HeadObject", "ListObjects" or "ListObjectsV2" is expected.]`,
  )
})
