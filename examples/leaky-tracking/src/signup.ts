import { track } from './track.js'

export const handler = async ({ email }: { email: string }) => {
  await track(`signup ${email}`)
  return { statusCode: 201 }
}
