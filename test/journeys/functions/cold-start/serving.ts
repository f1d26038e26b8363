// A function that works with a class of a local module.

import { Service } from './parts/service.js'

const service = Service.create()

export const handler = async ({ id = 'a' }: { id?: string }): Promise<readonly unknown[]> => [
  service.load(id),
  new Service().load(id),
  service.size,
]
