// Tests of pipelines, stages and actions that change their state.

import type {
  CodePipelineCloudWatchActionHandler,
  CodePipelineCloudWatchHandler,
  CodePipelineCloudWatchPipelineHandler,
  CodePipelineCloudWatchStageHandler,
} from 'aws-lambda'
import { expect, expectTypeOf, test } from 'vitest'
import { codePipelineState } from '../../src/events/code-pipeline-state.js'

test('the default pipeline succeeded [EV-5]', () => {
  expect(codePipelineState.pipeline()).toMatchInlineSnapshot(`
    {
      "account": "123456789012",
      "detail": {
        "execution-id": "00000000-0000-4000-8000-000000000001",
        "pipeline": "my-pipeline",
        "state": "SUCCEEDED",
        "version": 1,
      },
      "detail-type": "CodePipeline Pipeline Execution State Change",
      "id": "00000000-0000-4000-8000-000000000001",
      "region": "us-east-1",
      "resources": [
        "arn:aws:codepipeline:us-east-1:123456789012:my-pipeline",
      ],
      "source": "aws.codepipeline",
      "time": "2026-01-01T00:00:00Z",
      "version": "0",
    }
  `)
})

test('a stage names itself', () => {
  const { detail, ...event } = codePipelineState.stage({ stage: 'Prod', state: 'FAILED' })
  expect(event['detail-type']).toBe('CodePipeline Stage Execution State Change')
  expect(detail).toMatchInlineSnapshot(`
    {
      "execution-id": "00000000-0000-4000-8000-000000000001",
      "pipeline": "my-pipeline",
      "stage": "Prod",
      "state": "FAILED",
      "version": 1,
    }
  `)
})

test('an action names itself, its stage and its kind', () => {
  const input = {
    stage: 'Prod',
    action: 'Roll out',
    state: 'STARTED',
    category: 'Deploy',
    provider: 'CodeDeploy',
  } as const
  const { detail, ...event } = codePipelineState.action(input)
  expect(event['detail-type']).toBe('CodePipeline Action Execution State Change')
  expect(detail).toMatchInlineSnapshot(`
    {
      "action": "Roll out",
      "execution-id": "00000000-0000-4000-8000-000000000001",
      "pipeline": "my-pipeline",
      "stage": "Prod",
      "state": "STARTED",
      "type": {
        "category": "Deploy",
        "owner": "AWS",
        "provider": "CodeDeploy",
        "version": 1,
      },
      "version": 1,
    }
  `)
})

test('pipeline, execution, Region, account and time are found in the event', () => {
  const input = {
    pipeline: 'web',
    executionId: 'e',
    region: 'us-east-2',
    accountId: '210987654321',
    time: 1545084650987,
  }
  expect(codePipelineState.stage(input)).toMatchObject({
    account: '210987654321',
    time: '2018-12-17T22:10:50Z',
    resources: ['arn:aws:codepipeline:us-east-2:210987654321:web'],
    detail: { pipeline: 'web', 'execution-id': 'e' },
  })
})

test('a state that there is not for this is refused', () => {
  expect(() => codePipelineState.action({ state: 'SUPERSEDED' } as object)).toThrowErrorMatchingInlineSnapshot(
    `[TypeError: events.codePipelineState.action: state is "SUPERSEDED" (a string), where "STARTED", "SUCCEEDED", "FAILED" or "CANCELED" is expected.]`,
  )
})

test('handlers take them', () => {
  const { pipeline, stage, action } = codePipelineState
  expectTypeOf(pipeline()).toExtend<Parameters<CodePipelineCloudWatchPipelineHandler>[0]>()
  expectTypeOf(stage()).toExtend<Parameters<CodePipelineCloudWatchStageHandler>[0]>()
  expectTypeOf(action()).toExtend<Parameters<CodePipelineCloudWatchActionHandler>[0]>()
  expectTypeOf(action()).toExtend<Parameters<CodePipelineCloudWatchHandler>[0]>()
})
