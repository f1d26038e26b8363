// #region function
import { track } from './track.js'

export const handler = async ({ email }: { email: string }) => {
  track(`signup ${email}`) // nobody waits for it
  return { statusCode: 201 }
}
// #endregion function
