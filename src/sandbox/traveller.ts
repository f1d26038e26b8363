// A traveller: an environment in its Init or Invoke phase, as the timeline sees it.

/** What the timeline needs of an environment's clock. */
export interface TravellingClock {
  /** ms since the epoch; a real clock goes on by itself. */
  readonly now: number
  newTurn(): void
  nextAt(): number | undefined
  dueCount(): number
  fireOne(): boolean
  moveTo(time: number): void
}

/** The only thing that makes virtual time pass by itself. */
export interface Traveller {
  readonly clock: TravellingClock
  /** ms since the epoch at which the platform ends it. */
  readonly deadline: number
  /** Modules that are being fetched: no virtual time passes for them. */
  loading(): boolean
  /** Real work under way: virtual time runs in step with real time. */
  busy(): boolean
  /** Something of its own comes up in the next turns (an immediate, a file of `/tmp`): no time passes for a while. */
  stirring(): boolean
  /** A number that changes whenever something started or ended. */
  activity(): number
  /** Something of the environment still keeps its event loop alive. */
  loopAlive(): boolean
  /** Something of it is open on which somebody outside may still speak: a socket, a server. */
  open(): boolean
  /** Called at most once; the traveller then leaves by itself. */
  deadlineReached(): void
  /** Nothing can ever happen any more. Called at most once; the traveller either settles or lets the deadline come. */
  loopEmptied(): void
}
