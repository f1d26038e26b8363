// A function that uses exports of every kind.

import byDefault, { add, api, frozen, LIMIT, Repository, repository, service } from './parts/exports.js'

export const handler = async (): Promise<Record<string, unknown>> => ({
  add: add(0),
  limit: LIMIT,
  api: api.ask('how'),
  connected: Repository.connect() instanceof Repository,
  made: new Repository().read(),
  read: repository.read(),
  size: repository.size,
  service: service.load('id'),
  frozen: frozen.ask(),
  byDefault: byDefault(),
})
