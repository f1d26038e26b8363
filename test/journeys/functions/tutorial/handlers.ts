// The functions that tutorials begin with: each answers with what it reads from the event of its service.

import { gunzipSync } from 'node:zlib'
import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyResult,
  CloudWatchLogsDecodedData,
  CloudWatchLogsEvent,
  DynamoDBStreamEvent,
  S3Event,
  SESEvent,
  SNSEvent,
} from 'aws-lambda'

export const s3 = async ({ Records }: S3Event): Promise<string[]> =>
  Records.map(({ eventName, s3: { bucket, object } }) => {
    const key = decodeURIComponent(object.key.replaceAll('+', ' '))
    return `${eventName} ${bucket.name}/${key} ${object.size ?? 'no size'}`
  })

export const dynamodb = async ({ Records }: DynamoDBStreamEvent): Promise<string[]> =>
  Records.map(({ eventName, dynamodb: change }) => {
    const [before, after] = [change?.OldImage?.['total']?.N, change?.NewImage?.['total']?.N]
    return `${eventName} ${change?.Keys?.['id']?.S}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`
  })

export const sns = async ({ Records }: SNSEvent): Promise<string[]> =>
  Records.map(({ EventSource, Sns }) => `${EventSource} ${Sns.Subject}: ${Sns.Message}`)

export const ses = async ({ Records }: SESEvent): Promise<string[]> =>
  Records.map(({ ses: { mail, receipt } }) => `${mail.commonHeaders.subject} to ${receipt.recipients.join()}`)

export const logs = async ({ awslogs }: CloudWatchLogsEvent): Promise<string[]> => {
  const text = gunzipSync(Buffer.from(awslogs.data, 'base64')).toString()
  const { logGroup, logEvents } = JSON.parse(text) as CloudWatchLogsDecodedData
  return logEvents.map(({ message }) => `${logGroup}: ${message}`)
}

export const rest = async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => ({
  statusCode: 200,
  multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
  body: JSON.stringify({ method: event.httpMethod, id: event.pathParameters?.['id'], q: event.queryStringParameters }),
})

export const http = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResult> => ({
  statusCode: 201,
  headers: { location: event.rawPath },
  body: event.body ?? '',
})
