// Answers for the web by nock.

import nock from 'nock'

nock('https://api.example.com')
  .persist()
  .get(/^\/orders\/\d+$/)
  .reply(200, ({ url }: Request) => JSON.stringify({ id: url.split('/').at(-1), from: 'the setup' }))

export const pending = (): string[] => nock.pendingMocks()
export const answer = (from: string): void => {
  nock.cleanAll()
  nock('https://api.example.com').get('/orders/2').reply(200, { from })
}
