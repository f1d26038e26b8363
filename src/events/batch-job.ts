// `events.batch`: what functions are told that submit and look up jobs of AWS Batch, in AWS's own samples of them.

import { type Kinds, readInput } from './input.js'
import { uuidAt } from './origin.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_SubmitJob.html */
export interface BatchSubmitJobEvent {
  jobName: string
  jobQueue: string
  jobDefinition: string
}

/** https://docs.aws.amazon.com/batch/latest/APIReference/API_DescribeJobs.html */
export interface BatchGetJobEvent {
  jobId: string
}

/** Default `my-job`, `my-queue`, `my-definition`. */
export type BatchSubmitJobInput = { readonly [Key in keyof BatchSubmitJobEvent]?: string | undefined }
/** Default: a UUID that is always the same. */
export type BatchGetJobInput = { readonly [Key in keyof BatchGetJobEvent]?: string | undefined }

const SUBMIT_KINDS: Kinds<BatchSubmitJobInput> = { jobName: 'string', jobQueue: 'string', jobDefinition: 'string' }
const GET_KINDS: Kinds<BatchGetJobInput> = { jobId: 'string' }

/** A job to submit. Batch itself sends no such event: it is what a state machine or a caller of yours would send. */
function submitJob(input?: BatchSubmitJobInput, overrides?: DeepPartial<BatchSubmitJobEvent>): BatchSubmitJobEvent {
  const where = 'events.batch.submitJob'
  const given = readInput(where, input, SUBMIT_KINDS)
  const { jobName = 'my-job', jobQueue = 'my-queue', jobDefinition = 'my-definition' } = given
  return withOverrides(where, { jobName, jobQueue, jobDefinition }, overrides)
}

/** A job to look up. Batch itself sends no such event: it is what a state machine or a caller of yours would send. */
function getJob(input?: BatchGetJobInput, overrides?: DeepPartial<BatchGetJobEvent>): BatchGetJobEvent {
  const where = 'events.batch.getJob'
  const { jobId = uuidAt(0) } = readInput(where, input, GET_KINDS)
  return withOverrides(where, { jobId }, overrides)
}

/** Builders of what functions are told about jobs of AWS Batch. */
export interface BatchEvents {
  readonly submitJob: typeof submitJob
  readonly getJob: typeof getJob
}

export const batch: BatchEvents = { submitJob, getJob }
