// Keeps the user of a request at module level: on Lambda Managed Instances another request may write over it meanwhile.

import { findName } from './users.js'

let user = ''

export const handler = async (event: { user: string }) => {
  user = event.user
  const name = await findName(user)
  return { greeting: `Hello ${name}`, user }
}
