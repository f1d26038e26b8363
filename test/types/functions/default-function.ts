// A module whose default export is the handler, wrapped by middleware: a function that has members of its own.

import middy, { type MiddyfiedHandler } from '@middy/core'

const wrapped: MiddyfiedHandler<{ readonly id: string }, { id: string }> = middy(
  async (event: { readonly id: string }) => ({ id: event.id }),
)

export default wrapped
