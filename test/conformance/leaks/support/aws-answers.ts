// Just enough of DynamoDB, SQS, Secrets Manager and S3 for their SDK clients to be content.

import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

type Answer = (body: Readonly<Record<string, unknown>>) => object

/** By the operation in `x-amz-target`. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  GetItem: () => ({ Item: { id: { S: 'o-1' }, total: { N: '12' } } }),
  PutItem: () => ({}),
  UpdateItem: () => ({ Attributes: { id: { S: 'o-1' } } }),
  DeleteItem: () => ({}),
  Query: ({ ExclusiveStartKey: from }) =>
    from === undefined
      ? { Items: [{ id: { S: 'o-1' } }], Count: 1, LastEvaluatedKey: { id: { S: 'o-1' } } }
      : { Items: [{ id: { S: 'o-2' } }], Count: 1 },
  SendMessage: ({ MessageBody: text }) => ({ MessageId: 'm-1', MD5OfMessageBody: md5(String(text)) }),
  SendMessageBatch: ({ Entries: entries }) => ({
    Successful: (entries as { Id: string; MessageBody: string }[]).map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: md5(MessageBody),
    })),
    Failed: [],
  }),
  GetSecretValue: ({ SecretId: id }) => ({ Name: id, SecretString: '{"password":"swordfish"}', VersionStages: [] }),
}

/** Answers one request of an SDK client: JSON services by their target header, anything else as S3. */
export function answerAws(request: IncomingMessage, body: string, response: ServerResponse): void {
  const operation =
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .pop() ?? ''
  if (operation === '') {
    response.writeHead(200, { etag: '"1"' }).end(request.method === 'GET' ? 'id,price\n1,12\n2,7\n' : '')
    return
  }
  const answer = ANSWERS[operation]
  response.writeHead(answer ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' })
  response.end(JSON.stringify(answer?.(JSON.parse(body) as Record<string, unknown>) ?? { __type: 'UnknownOperation' }))
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}
