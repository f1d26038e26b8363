// `events.codePipeline`: an Invoke action of a pipeline hands the function a job.

import type { Artifact, CodePipelineEvent } from 'aws-lambda'
import { type Kinds, readInput, STRINGS } from './input.js'
import { messageText } from './json-text.js'
import { originOf, type Place, PLACE_KINDS, uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** The job. */
export interface CodePipelineInput extends Place {
  /** A string as it is; anything else becomes JSON text. Default `my-parameters`. */
  readonly userParameters?: unknown
  /** Names of artifacts that the action reads. Default: none. */
  readonly inputArtifacts?: readonly string[] | undefined
  /** Names of artifacts that the action makes. Default: none. */
  readonly outputArtifacts?: readonly string[] | undefined
  /** Of an answer before, which said that the job goes on. Default: none. */
  readonly continuationToken?: string | undefined
  /** Name of the function. Default `my-function`. */
  readonly functionName?: string | undefined
  /** Default: a UUID that is always the same. */
  readonly jobId?: string | undefined
}

const KINDS: Kinds<CodePipelineInput> = {
  userParameters: 'any',
  inputArtifacts: STRINGS,
  outputArtifacts: STRINGS,
  continuationToken: 'string',
  functionName: 'string',
  jobId: 'string',
  ...PLACE_KINDS,
}

/**
 * A job of an Invoke action. CodePipeline does not read the answer: it waits for `PutJobSuccessResult` or
 * `PutJobFailureResult`.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
 */
export function codePipeline(input?: CodePipelineInput, overrides?: DeepPartial<CodePipelineEvent>): CodePipelineEvent {
  const where = 'events.codePipeline'
  const given = readInput(where, input, KINDS)
  const { region, accountId } = originOf(where, given)
  const { userParameters = 'my-parameters', continuationToken, inputArtifacts = [], outputArtifacts = [] } = given
  const artifact = (name: string): Artifact => ({
    name,
    revision: null,
    location: {
      type: 'S3',
      s3Location: { bucketName: `codepipeline-${region}-my-store`, objectKey: `my-pipeline/${name}/EXAMPLE` },
    },
  })
  const event: CodePipelineEvent = {
    'CodePipeline.job': {
      id: given.jobId ?? uuidAt(0),
      accountId,
      data: {
        actionConfiguration: {
          configuration: {
            FunctionName: given.functionName ?? 'my-function',
            UserParameters: messageText(where, 'userParameters', userParameters),
          },
        },
        inputArtifacts: inputArtifacts.map(artifact),
        outputArtifacts: outputArtifacts.map(artifact),
        artifactCredentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'EXAMPLE', sessionToken: 'EXAMPLE' },
        ...(continuationToken !== undefined && { continuationToken }),
      },
    },
  }
  return withOverrides(where, event, overrides)
}
