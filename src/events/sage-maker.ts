// `events.sageMaker`: SageMaker Ground Truth, before a data object goes to its workers and after they have labelled it.

import { type Kinds, readInput, STRINGS } from './input.js'
import { arnOf, originOf, type Place, PLACE_KINDS } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** https://docs.aws.amazon.com/sagemaker/latest/dg/sms-custom-templates-step3-lambda-requirements.html */
export interface PreAnnotationEvent {
  version: '2018-10-16'
  labelingJobArn: string
  /** A line of the input manifest: `source-ref` is an S3 URI, `source` the data itself. */
  dataObject: { 'source-ref'?: string; source?: string; [key: string]: unknown }
}

/** https://docs.aws.amazon.com/sagemaker/latest/dg/sms-custom-templates-step3-lambda-requirements.html */
export interface PostAnnotationEvent {
  version: '2018-10-16'
  labelingJobArn: string
  labelCategories?: string[]
  labelAttributeName: string
  roleArn: string
  /** Where the workers' answers are. */
  payload: { s3Uri: string }
}

/** What both have. */
interface LabelingJob extends Place {
  /** Name of the labeling job. Default `my-labeling-job`. */
  readonly labelingJob?: string | undefined
}

/** A data object that is to be labelled. */
export interface PreAnnotationInput extends LabelingJob {
  /** A line of the input manifest. Default `{ "source-ref": "s3://my-bucket/my-key" }`. */
  readonly dataObject?: object | undefined
}

/** Answers that are to be consolidated. */
export interface PostAnnotationInput extends LabelingJob {
  /** S3 URI of the workers' answers. Default: one below `s3://my-bucket/my-labeling-job`. */
  readonly s3Uri?: string | undefined
  /** Default `my-label`. */
  readonly labelAttributeName?: string | undefined
  /** Default: the job has none. */
  readonly labelCategories?: readonly string[] | undefined
}

/** Builders of the events of SageMaker Ground Truth. */
export interface SageMakerEvents {
  readonly preAnnotation: typeof preAnnotation
  readonly postAnnotation: typeof postAnnotation
}

const PRE_KINDS: Kinds<PreAnnotationInput> = { labelingJob: 'string', dataObject: 'object', ...PLACE_KINDS }
const POST_KINDS: Kinds<PostAnnotationInput> = {
  labelingJob: 'string',
  s3Uri: 'string',
  labelAttributeName: 'string',
  labelCategories: STRINGS,
  ...PLACE_KINDS,
}

export const sageMaker: SageMakerEvents = { preAnnotation, postAnnotation }

/**
 * Before a worker sees a data object. The function must answer `{ taskInput, isHumanAnnotationRequired? }`.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sms-custom-templates-step3-lambda-requirements.html
 */
function preAnnotation(input?: PreAnnotationInput, overrides?: DeepPartial<PreAnnotationEvent>): PreAnnotationEvent {
  const where = 'events.sageMaker.preAnnotation'
  const given = readInput(where, input, PRE_KINDS)
  const event: PreAnnotationEvent = {
    version: '2018-10-16',
    labelingJobArn: jobArn(where, given),
    dataObject: { ...(given.dataObject ?? { 'source-ref': 's3://my-bucket/my-key' }) },
  }
  return withOverrides(where, event, overrides)
}

/**
 * After all workers have answered. The function reads `payload.s3Uri` and must answer a list of
 * `{ datasetObjectId, consolidatedAnnotation: { content } }`.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/sms-custom-templates-step3-lambda-requirements.html
 */
function postAnnotation(
  input?: PostAnnotationInput,
  overrides?: DeepPartial<PostAnnotationEvent>,
): PostAnnotationEvent {
  const where = 'events.sageMaker.postAnnotation'
  const given = readInput(where, input, POST_KINDS)
  const { labelCategories, labelingJob = JOB } = given
  const event: PostAnnotationEvent = {
    version: '2018-10-16',
    labelingJobArn: jobArn(where, given),
    ...(labelCategories && { labelCategories: [...labelCategories] }),
    labelAttributeName: given.labelAttributeName ?? 'my-label',
    roleArn: arnOf(originOf(where, given), 'iam', 'role/sagemaker-role', 'global'),
    payload: {
      s3Uri: given.s3Uri ?? `s3://my-bucket/${labelingJob}/annotations/consolidation-request/iteration-1/1.json`,
    },
  }
  return withOverrides(where, event, overrides)
}

const JOB = 'my-labeling-job'

function jobArn(where: string, given: LabelingJob): string {
  return arnOf(originOf(where, given), 'sagemaker', `labeling-job/${given.labelingJob ?? JOB}`)
}
