// `events.codePipelineState`: what CodePipeline tells EventBridge when a part of a pipeline changes its state (EV-5).

import type {
  CodePipelineActionCategory,
  CodePipelineActionState,
  CodePipelineCloudWatchActionEvent,
  CodePipelineCloudWatchPipelineEvent,
  CodePipelineCloudWatchStageEvent,
  CodePipelineStageState,
  CodePipelineState,
} from 'aws-lambda'
import { type Kinds, readInput } from './input.js'
import { arnOf, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import type { DeepPartial } from './overrides.js'
import { serviceEvent } from './service-event.js'

/** An execution of a pipeline. */
export interface PipelineStateInput extends Origin {
  /** The pipeline's name. Default `my-pipeline`. */
  readonly pipeline?: string | undefined
  /** Default `SUCCEEDED`. */
  readonly state?: CodePipelineState | undefined
  /** Default: a UUID that is always the same. */
  readonly executionId?: string | undefined
}

/** A stage of an execution. */
export interface StageStateInput extends Omit<PipelineStateInput, 'state'> {
  /** The stage's name. Default `my-stage`. */
  readonly stage?: string | undefined
  /** Default `SUCCEEDED`. */
  readonly state?: CodePipelineStageState | undefined
}

/** An action of a stage. */
export interface ActionStateInput extends Omit<StageStateInput, 'state'> {
  /** The action's name. Default `my-action`. */
  readonly action?: string | undefined
  /** Default `SUCCEEDED`. */
  readonly state?: CodePipelineActionState | undefined
  /** What kind of action. Default `Build`. */
  readonly category?: CodePipelineActionCategory | undefined
  /** Who does it. Default `CodeBuild`. */
  readonly provider?: string | undefined
}

/** By what changed its state. (The job that a pipeline gives a function is `events.codePipeline`.) */
export interface CodePipelineStateEvents {
  readonly pipeline: typeof pipelineState
  readonly stage: typeof stageState
  readonly action: typeof actionState
}

const COMMON = { pipeline: 'name', executionId: 'string', ...ORIGIN_KINDS } as const
const PIPELINE_KINDS: Kinds<PipelineStateInput> = {
  ...COMMON,
  state: {
    oneOf: ['STARTED', 'SUCCEEDED', 'RESUMED', 'FAILED', 'CANCELED', 'SUPERSEDED'] satisfies CodePipelineState[],
  },
}
const STAGE_KINDS: Kinds<StageStateInput> = {
  ...COMMON,
  stage: 'string',
  state: {
    oneOf: ['STARTED', 'SUCCEEDED', 'RESUMED', 'FAILED', 'CANCELED'] satisfies CodePipelineStageState[],
  },
}
const ACTION_KINDS: Kinds<ActionStateInput> = {
  ...COMMON,
  stage: 'string',
  action: 'string',
  state: { oneOf: ['STARTED', 'SUCCEEDED', 'FAILED', 'CANCELED'] satisfies CodePipelineActionState[] },
  category: {
    oneOf: ['Approval', 'Build', 'Deploy', 'Invoke', 'Source', 'Test'] satisfies CodePipelineActionCategory[],
  },
  provider: 'string',
}

export const codePipelineState: CodePipelineStateEvents = {
  pipeline: pipelineState,
  stage: stageState,
  action: actionState,
}

/**
 * `CodePipeline Pipeline Execution State Change`.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
function pipelineState(
  input?: PipelineStateInput,
  overrides?: DeepPartial<CodePipelineCloudWatchPipelineEvent>,
): CodePipelineCloudWatchPipelineEvent {
  const where = 'events.codePipelineState.pipeline'
  const given = readInput(where, input, PIPELINE_KINDS)
  return changed<CodePipelineCloudWatchPipelineEvent>(where, given, 'Pipeline', {}, overrides)
}

/**
 * `CodePipeline Stage Execution State Change`.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
function stageState(
  input?: StageStateInput,
  overrides?: DeepPartial<CodePipelineCloudWatchStageEvent>,
): CodePipelineCloudWatchStageEvent {
  const where = 'events.codePipelineState.stage'
  const given = readInput(where, input, STAGE_KINDS)
  const { stage = 'my-stage' } = given
  return changed<CodePipelineCloudWatchStageEvent>(where, given, 'Stage', { stage }, overrides)
}

/**
 * `CodePipeline Action Execution State Change`.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
function actionState(
  input?: ActionStateInput,
  overrides?: DeepPartial<CodePipelineCloudWatchActionEvent>,
): CodePipelineCloudWatchActionEvent {
  const where = 'events.codePipelineState.action'
  const given = readInput(where, input, ACTION_KINDS)
  const { stage = 'my-stage', action = 'my-action', category = 'Build', provider = 'CodeBuild' } = given
  const type = { owner: 'AWS', category, provider, version: 1 }
  return changed<CodePipelineCloudWatchActionEvent>(where, given, 'Action', { stage, action, type }, overrides)
}

function changed<Event>(
  where: string,
  given: PipelineStateInput,
  what: 'Pipeline' | 'Stage' | 'Action',
  more: object,
  overrides: DeepPartial<NoInfer<Event>> | undefined,
): Event {
  const origin = originOf(where, given)
  const { pipeline = 'my-pipeline', state = 'SUCCEEDED', executionId = uuidAt(0) } = given
  return serviceEvent<Event>(
    where,
    origin,
    {
      source: 'aws.codepipeline',
      detailType: `CodePipeline ${what} Execution State Change`,
      resources: [arnOf(origin, 'codepipeline', pipeline)],
      detail: { pipeline, version: 1, 'execution-id': executionId, state, ...more },
    },
    overrides,
  )
}
