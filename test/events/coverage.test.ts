// Every sample event of AWS SAM and every handler type of @types/aws-lambda has a builder, as docs/events.md says.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { events } from '../../src/events/events.js'

/**
 * The services of `sam local generate-event`, and their events: samcli/lib/generated_sample_events/event-mapping.json of
 * https://github.com/aws/aws-sam-cli, July 2026.
 */
const SAM_EVENTS = [
  'alb request',
  'alexa-skills-kit end-session',
  'alexa-skills-kit intent-answer',
  'alexa-skills-kit intent-getnewfact',
  'alexa-skills-kit intent-mycoloris',
  'alexa-skills-kit intent-recipe',
  'alexa-skills-kit start-session',
  'alexa-smart-home smart-home-control-turn-off-request',
  'alexa-smart-home smart-home-control-turn-on-request',
  'alexa-smart-home smart-home-discovery-request',
  'apigateway authorizer',
  'apigateway aws-proxy',
  'apigateway http-api-proxy',
  'apigateway request-authorizer',
  'appsync resolver',
  'batch get-job',
  'batch submit-job',
  'cloudformation create-request',
  'cloudfront ab-test',
  'cloudfront access-request-in-response',
  'cloudfront http-redirect',
  'cloudfront modify-querystring',
  'cloudfront modify-response-header',
  'cloudfront multiple-remote-calls-aggregate-response',
  'cloudfront normalize-querystring-to-improve-cache-hit',
  'cloudfront redirect-on-viewer-country',
  'cloudfront redirect-unauthenticated-users',
  'cloudfront response-generation',
  'cloudfront serve-object-on-viewer-device',
  'cloudfront simple-remote-call',
  'cloudwatch logs',
  'cloudwatch scheduled-event',
  'codecommit repository',
  'codepipeline job',
  'cognito sync-trigger',
  'config item-change-notification',
  'config oversized-item-change-notification',
  'config periodic-rule',
  'connect contact-flow-event',
  'dynamodb update',
  'kinesis analytics',
  'kinesis analytics-compressed',
  'kinesis analytics-dynamodb',
  'kinesis analytics-kpl',
  'kinesis apachelog',
  'kinesis cloudwatch-logs-processor',
  'kinesis get-records',
  'kinesis kinesis-firehose',
  'kinesis streams-as-source',
  'kinesis syslog',
  'lex book-car',
  'lex book-hotel',
  'lex make-appointment',
  'lex order-flowers',
  'lex-v2 banking-bot',
  'lex-v2 book-car',
  'lex-v2 book-hotel',
  'rekognition s3-request',
  's3 batch-invocation',
  's3 delete',
  's3 put',
  'sagemaker ground-truth-annotation-consolidation',
  'sagemaker ground-truth-pre-human',
  'ses email-receiving',
  'sns notification',
  'sqs receive-message',
  'stepfunctions error',
  'workmail email',
]

const root = fileURLToPath(new URL('../../', import.meta.url))
const [, section = ''] = readFileSync(`${root}docs/events.md`, 'utf8')
  .replaceAll('\r\n', '\n')
  .split('## Where each sample event is\n')
const rows = [...section.matchAll(/^\| `([^`]+)` \| `([^`]+)` \|$/gm)].map(([, name = '', call = '']) => ({
  name,
  call,
}))
const ofSam = rows.filter(({ name }) => name.includes(' ') && !name.startsWith('sam local'))
const ofTypes = rows.filter(({ name }) => !name.includes(' '))

describe('the table of sample events', () => {
  test('has each event of AWS SAM once, and no other', () => {
    expect(SAM_EVENTS).toHaveLength(68)
    expect(new Set(SAM_EVENTS.map((name) => name.split(' ')[0])).size).toBe(26)
    expect(ofSam.map(({ name }) => name).toSorted()).toEqual(SAM_EVENTS.toSorted())
  })

  test('has each handler type of @types/aws-lambda once, and no other', () => {
    const handlers = handlerTypes()
    expect(handlers.length).toBeGreaterThan(70)
    expect(ofTypes.map(({ name }) => name).toSorted()).toEqual(handlers.toSorted())
  })

  test.each(rows.filter(({ name }) => !name.startsWith('sam local')))(
    'shows for $name a call that works',
    ({ call }) => {
      expect(call).toMatch(/^events\.[\w.]+\(/)
      expect(() => evaluated(call)).not.toThrow()
      expect(evaluated(call)).toEqual(expect.any(Object))
    },
  )
})

function evaluated(call: string): unknown {
  const run = new Function('events', 'gzipSync', `return ${call}`) as (...given: unknown[]) => unknown
  return run(events, gzipSync)
}

/** The exported types whose names say that they are handlers, of all declarations of triggers. */
function handlerTypes(): string[] {
  const triggers = `${root}node_modules/@types/aws-lambda/trigger/`
  return readdirSync(triggers, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => [
      ...readFileSync(triggers + file, 'utf8').matchAll(/^export (?:type|interface) (\w*Handler\w*)/gm),
    ])
    .map(([, name = '']) => name)
}
