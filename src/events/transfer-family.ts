// `events.transferFamily`: a user logs in to a server of AWS Transfer Family whose identity provider is the function.

import type { TransferFamilyAuthorizerEvent } from 'aws-lambda'
import { type Kinds, readInput } from './input.js'
import { type DeepPartial, withOverrides } from './overrides.js'

/** Who logs in, and how. */
export interface TransferFamilyInput {
  /** Default `my-user`. */
  readonly username?: string | undefined
  /** Default: none, as when the user logs in by a key. */
  readonly password?: string | undefined
  /** Default `SFTP`. */
  readonly protocol?: TransferFamilyAuthorizerEvent['protocol'] | undefined
  /** Default `s-0123456789abcdef0`. */
  readonly serverId?: string | undefined
  /** Address of the client. Default `203.0.113.1`. */
  readonly sourceIp?: string | undefined
}

const KINDS: Kinds<TransferFamilyInput> = {
  username: 'string',
  password: 'string',
  protocol: { oneOf: ['SFTP', 'FTP', 'FTPS'] },
  serverId: 'string',
  sourceIp: 'string',
}

/**
 * A log-in. The user is let in where the function answers with a `Role`; without a password it must answer `PublicKeys`
 * too, with which the server checks the client's key.
 * https://docs.aws.amazon.com/transfer/latest/userguide/custom-lambda-idp.html
 */
export function transferFamily(
  input?: TransferFamilyInput,
  overrides?: DeepPartial<TransferFamilyAuthorizerEvent>,
): TransferFamilyAuthorizerEvent {
  const where = 'events.transferFamily'
  const { username = 'my-user', password, protocol = 'SFTP', ...rest } = readInput(where, input, KINDS)
  const { serverId = 's-0123456789abcdef0', sourceIp = '203.0.113.1' } = rest
  const event: TransferFamilyAuthorizerEvent = {
    username,
    ...(password !== undefined && { password }),
    protocol,
    serverId,
    sourceIp,
  }
  return withOverrides(where, event, overrides)
}
