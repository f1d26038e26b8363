import { sources, withLambda } from 'vitest-lambda'
import { afterEach, expect, test, vi } from 'vitest'

const deadLetterConfig = { targetArn: 'arn:aws:sqs:us-east-1:123456789012:unwelcomed' }
const welcome = withLambda(() => import('../src/welcome.js'), {
  environment: { MAIL_URL: 'https://mail.example' },
  deadLetterConfig,
})
const topic = sources.sns(welcome, {
  topicName: 'customers',
  subscription: { filterPolicy: { event: ['registered'] } },
})
const registered = { attributes: { event: 'registered' } }

afterEach(() => vi.unstubAllGlobals())

function mailServiceAnswers(...statuses: number[]) {
  const keys: (string | null)[] = []
  vi.stubGlobal('fetch', async (_url: string, { headers }: RequestInit) => {
    keys.push(new Headers(headers).get('idempotency-key'))
    return new Response(null, { status: statuses.shift() ?? 503 })
  })
  return keys
}

// #region sns
test('a mail that fails twice is sent by the third attempt, three minutes later', async () => {
  const keys = mailServiceAnswers(503, 503, 200)

  const id = topic.publish({ email: 'jane@example.com' }, registered)
  const [report] = await topic.settled()

  expect(report).toHaveBeenAttempted(3)
  expect(report?.attempts.at(-1)).toReturn()
  expect(keys).toEqual([id, id, id])
})
// #endregion sns

test('a mail that never goes out leaves its message in the dead-letter queue of the function', async () => {
  mailServiceAnswers()

  topic.publish({ email: 'jane@example.com' }, registered)
  const [report] = await topic.settled()

  expect(report).toHaveBeenAttempted(3)
  expect(report?.attempts[0]).toFailWith(/the mail service answered 503/)
  expect(report).toReachDestination('deadLetter', report?.event)
})

test('other messages of the topic do not reach the function', async () => {
  topic.publish({ email: 'jane@example.com' }, { attributes: { event: 'deleted' } })

  expect(await topic.settled()).toEqual([])
  expect(topic.filtered).toHaveLength(1)
})
