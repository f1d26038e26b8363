// Tests of what SageMaker Ground Truth sends.

import { expect, test } from 'vitest'
import { sageMaker } from '../../src/events/sage-maker.js'

test('the default data object is complete', () => {
  expect(sageMaker.preAnnotation()).toMatchInlineSnapshot(`
    {
      "dataObject": {
        "source-ref": "s3://my-bucket/my-key",
      },
      "labelingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:labeling-job/my-labeling-job",
      "version": "2018-10-16",
    }
  `)
})

test('the default answers are complete', () => {
  expect(sageMaker.postAnnotation()).toMatchInlineSnapshot(`
    {
      "labelAttributeName": "my-label",
      "labelingJobArn": "arn:aws:sagemaker:us-east-1:123456789012:labeling-job/my-labeling-job",
      "payload": {
        "s3Uri": "s3://my-bucket/my-labeling-job/annotations/consolidation-request/iteration-1/1.json",
      },
      "roleArn": "arn:aws:iam::123456789012:role/sagemaker-role",
      "version": "2018-10-16",
    }
  `)
})

test('everything in the input is found in the events', () => {
  const job = { labelingJob: 'cats', region: 'us-east-2', accountId: '210987654321' }
  const labelingJobArn = 'arn:aws:sagemaker:us-east-2:210987654321:labeling-job/cats'
  expect(sageMaker.preAnnotation({ ...job, dataObject: { source: 'meow', id: 7 } })).toMatchObject({
    labelingJobArn,
    dataObject: { source: 'meow', id: 7 },
  })
  const more = { s3Uri: 's3://b/k.json', labelAttributeName: 'cat', labelCategories: ['yes', 'no'] }
  expect(sageMaker.postAnnotation({ ...job, ...more })).toMatchObject({
    labelingJobArn,
    labelAttributeName: 'cat',
    labelCategories: ['yes', 'no'],
    roleArn: 'arn:aws:iam::210987654321:role/sagemaker-role',
    payload: { s3Uri: 's3://b/k.json' },
  })
})

test('a misspelt key is refused', () => {
  expect(() => sageMaker.postAnnotation({ s3uri: 's3://b/k' } as object)).toThrow('Did you mean "s3Uri"?')
})
