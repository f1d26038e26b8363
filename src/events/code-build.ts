// `events.codeBuild`: what CodeBuild puts on EventBridge's bus when a build changes its state (EV-5).

import type {
  CodeBuildCloudWatchStateEvent,
  CodeBuildPhaseType,
  CodeBuildStateEventDetail,
  CodeBuildStateType,
} from 'aws-lambda'
import { domainOf } from '../function/partition.js'
import { type Kinds, readInput } from './input.js'
import { javaTime } from './java-time.js'
import { arnOf, type FullOrigin, type Origin, ORIGIN_KINDS, originOf, uuidAt } from './origin.js'
import type { DeepPartial } from './overrides.js'
import { serviceEvent } from './service-event.js'

/** The build. */
export interface CodeBuildStateInput extends Origin {
  /** The project's name. Default `my-project`. */
  readonly project?: string | undefined
  /** Default `SUCCEEDED`. */
  readonly status?: CodeBuildStateType | undefined
  /** Of the build. Default: a UUID that is always the same. */
  readonly buildId?: string | undefined
}

/** Builders of the events of CodeBuild. */
export interface CodeBuildEvents {
  readonly stateChange: typeof stateChange
}

const KINDS: Kinds<CodeBuildStateInput> = {
  project: 'name',
  status: { oneOf: ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'STOPPED'] },
  buildId: 'string',
  ...ORIGIN_KINDS,
}
/**
 * Of a build that ended, before `COMPLETED`.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details.html
 */
const PHASES: readonly CodeBuildPhaseType[] = [
  'SUBMITTED',
  'QUEUED',
  'PROVISIONING',
  'DOWNLOAD_SOURCE',
  'INSTALL',
  'PRE_BUILD',
  'BUILD',
  'POST_BUILD',
  'UPLOAD_ARTIFACTS',
  'FINALIZING',
]

export const codeBuild: CodeBuildEvents = { stateChange }

/**
 * `CodeBuild Build State Change`: a build began or ended. A failed or stopped one ended so in its phase `BUILD`.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html
 */
function stateChange(
  input?: CodeBuildStateInput,
  overrides?: DeepPartial<CodeBuildCloudWatchStateEvent>,
): CodeBuildCloudWatchStateEvent {
  const where = 'events.codeBuild.stateChange'
  const given = readInput(where, input, KINDS)
  const origin = originOf(where, given)
  const { project = 'my-project', status = 'SUCCEEDED', buildId = uuidAt(0) } = given
  const arn = arnOf(origin, 'codebuild', `build/${project}:${buildId}`)
  const detail: CodeBuildStateEventDetail = {
    'build-status': status,
    'project-name': project,
    'build-id': arn,
    'current-phase': status === 'IN_PROGRESS' ? 'SUBMITTED' : 'COMPLETED',
    'current-phase-context': '[]',
    version: '1',
    'additional-information': informationOf(origin, project, buildId, status),
  }
  return serviceEvent<CodeBuildCloudWatchStateEvent>(
    where,
    origin,
    { source: 'aws.codebuild', detailType: 'CodeBuild Build State Change', resources: [arn], detail },
    overrides,
  )
}

type Information = CodeBuildStateEventDetail['additional-information']

function informationOf(origin: FullOrigin, project: string, buildId: string, status: CodeBuildStateType): Information {
  const { region } = origin
  const group = `/aws/codebuild/${project}`
  const console = `https://${region}.console.aws.${domainOf(region).replace('amazonaws', 'amazon')}`
  return {
    cache: { type: 'NO_CACHE' },
    'build-number': 1,
    'timeout-in-minutes': 60,
    'build-complete': status !== 'IN_PROGRESS',
    initiator: 'my-user',
    'build-start-time': javaTime(origin.time, ' '),
    source: { buildspec: '', location: 'my-bucket/source.zip', type: 'S3' },
    'source-version': 'my-source-version',
    artifact: { location: '' },
    environment: {
      image: 'aws/codebuild/standard:7.0',
      'privileged-mode': false,
      'image-pull-credentials-type': 'CODEBUILD',
      'compute-type': 'BUILD_GENERAL1_SMALL',
      type: 'LINUX_CONTAINER',
      'environment-variables': [],
    },
    'project-file-system-locations': [],
    logs: {
      'group-name': group,
      'stream-name': buildId,
      'deep-link': `${console}/cloudwatch/home?region=${region}#logEvent:group=${group};stream=${buildId}`,
    },
    phases: status === 'IN_PROGRESS' ? [] : phasesOf(javaTime(origin.time, ' '), status),
    'queued-timeout-in-minutes': 480,
  }
}

function phasesOf(time: string, status: 'SUCCEEDED' | 'FAILED' | 'STOPPED'): Information['phases'] {
  return [
    ...PHASES.map((phase) => ({
      'phase-context': [],
      'start-time': time,
      'end-time': time,
      'duration-in-seconds': 0,
      'phase-type': phase,
      'phase-status': phase === 'BUILD' ? status : ('SUCCEEDED' as const),
    })),
    { 'start-time': time, 'phase-type': 'COMPLETED' },
  ]
}
