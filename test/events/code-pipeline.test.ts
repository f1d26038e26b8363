// Tests of jobs of CodePipeline.

import type { CodePipelineHandler } from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { codePipeline } from '../../src/events/code-pipeline.js'

test('the default job is complete', () => {
  expect(codePipeline()).toMatchInlineSnapshot(`
    {
      "CodePipeline.job": {
        "accountId": "123456789012",
        "data": {
          "actionConfiguration": {
            "configuration": {
              "FunctionName": "my-function",
              "UserParameters": "my-parameters",
            },
          },
          "artifactCredentials": {
            "accessKeyId": "AKIAEXAMPLE",
            "secretAccessKey": "EXAMPLE",
            "sessionToken": "EXAMPLE",
          },
          "inputArtifacts": [],
          "outputArtifacts": [],
        },
        "id": "00000000-0000-4000-8000-000000000001",
      },
    }
  `)
})

test('everything in the input is found in the job', () => {
  const event = codePipeline({
    userParameters: { stage: 'prod' },
    inputArtifacts: ['source'],
    outputArtifacts: ['built', 'report'],
    continuationToken: 'more',
    functionName: 'deploy',
    jobId: 'id',
    region: 'eu-west-1',
    accountId: '210987654321',
  })
  const artifact = (name: string): object => ({
    name,
    revision: null,
    location: {
      type: 'S3',
      s3Location: { bucketName: 'codepipeline-eu-west-1-my-store', objectKey: `my-pipeline/${name}/EXAMPLE` },
    },
  })
  expect(event['CodePipeline.job']).toMatchObject({
    id: 'id',
    accountId: '210987654321',
    data: {
      actionConfiguration: { configuration: { FunctionName: 'deploy', UserParameters: '{"stage":"prod"}' } },
      inputArtifacts: [artifact('source')],
      outputArtifacts: [artifact('built'), artifact('report')],
      continuationToken: 'more',
    },
  })
})

test('parameters that are no text are refused', () => {
  expect(() => codePipeline({ userParameters: new Uint8Array(1) })).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.codePipeline: userParameters is bytes (a Uint8Array), but travels as text. Turn the bytes into text yourself, for instance with Buffer.from(bytes).toString('base64').]`,
  )
})

test('handlers of AWS’s types take the event', () => {
  expectTypeOf(codePipeline).returns.toExtend<Parameters<CodePipelineHandler>[0]>()
})
