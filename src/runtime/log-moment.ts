// When and for whom a log line was written.

/** What the console's formats put beside the message. */
export interface LogMoment {
  /** ms since the epoch. */
  readonly time: number
  /** `undefined` during Init. */
  readonly requestId: string | undefined
  readonly tenantId?: string | undefined
}
