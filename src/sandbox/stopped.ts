// The reason with which a run is rejected when its sandbox is stopped from outside.

/** The sandbox was stopped while this run was in flight. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
  /** What the function was waiting for then, as far as that had a name. */
  readonly waitingFor: readonly string[]

  constructor(waitingFor: readonly string[]) {
    super(waitingFor.length > 0 ? `stopped while it was waiting for ${waitingFor.join(', ')}` : 'stopped')
    this.waitingFor = waitingFor
  }
}
