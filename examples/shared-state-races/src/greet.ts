// The same with the user where it belongs to the request.

import { findName } from './users.js'

export const handler = async (event: { user: string }) => {
  const { user } = event
  const name = await findName(user)
  return { greeting: `Hello ${name}`, user }
}
