// The pool of one function version: which environment takes the next invocation, and which are gone.

import type { ExecutionEnvironment } from './environment.js'
import type { FailedInit } from './spec.js'

/** How an environment comes to be (INIT-12): when a request needs one, or ahead of any. */
export type Provision = 'on-demand' | 'provisioned-concurrency'

/** How a pool makes and forgets its environments. */
export interface PoolOptions {
  readonly create: (provision: Provision) => ExecutionEnvironment
  /** Invocations that one environment takes at once; default 1 (LIF-1). */
  readonly perEnvironment?: number | undefined
  /** An environment idle for longer, in ms, is gone (LIF-5: AWS documents no figure). */
  readonly maximumIdleMs: number
  readonly time: { readonly now: number }
}

/** An environment, and what the pool knows of it. */
interface Member {
  readonly environment: ExecutionEnvironment
  /** Invocations that it has in flight. */
  busy: number
  /** It may finish what it runs and takes nothing new (LIF-7). */
  retired: boolean
  /** It is there whatever comes (CON-4). */
  provisioned: boolean
  /** Whose it is, where tenants have their own (TEN-1). */
  tenant: string | undefined
}

/** Environments of one function version: a new one when all have as many invocations as they take (LIF-1, LMI-2). */
export class Pool {
  readonly #options: PoolOptions
  /** Oldest first. */
  #members: readonly Member[] = []

  constructor(options: PoolOptions) {
    this.#options = options
  }

  /** Environments that are there now, oldest first. Those that idled too long are let go first. */
  get environments(): readonly ExecutionEnvironment[] {
    this.#expire()
    return this.#members.map(({ environment }) => environment)
  }

  /** How many environments are there ahead of any request, or are being made. */
  get provisioned(): number {
    return this.#members.filter(({ provisioned }) => provisioned).length
  }

  /** Whether an environment that was initialised ahead is free for the next invocation. */
  get hasProvisionedFree(): boolean {
    return this.#members.some((member) => member.provisioned && this.#isFree(member))
  }

  /**
   * An environment for one invocation: one that was provisioned, else the one used last, else a new one. `tenant` gets
   * one that no other tenant has used. To be given back with `release`.
   */
  take(tenant?: string): ExecutionEnvironment {
    this.#expire()
    const member = this.#warm(tenant) ?? this.#add('on-demand')
    member.tenant = tenant
    member.busy++
    return member.environment
  }

  /** An environment that the next invocation takes, whenever it comes: it has not begun. */
  prepare(): ExecutionEnvironment {
    return this.#add('on-demand').environment
  }

  /** The invocation is over. Returns a promise only when the environment ends with it. */
  release(environment: ExecutionEnvironment): Promise<void> | undefined {
    const member = this.#members.find((each) => each.environment === environment)
    if (!member || --member.busy > 0 || !member.retired) return undefined
    return this.#remove(member)
  }

  /**
   * Has `count` environments initialised ahead: makes what is missing, and lets go of what is too many (INIT-14). Resolves
   * with how Init of those failed that could not be made: they are gone again (CON-4).
   */
  async provision(count: number): Promise<readonly FailedInit[]> {
    const there = this.#members.filter(({ provisioned }) => provisioned)
    const tooMany = there.slice(count)
    for (const member of tooMany) member.provisioned = false
    const made = Array.from({ length: Math.max(0, count - there.length) }, () => this.#add('provisioned-concurrency'))
    const initialised = Promise.all(made.map((member) => this.#initialise(member)))
    const [failed] = await Promise.all([initialised, this.#end(tooMany)])
    return failed.flatMap((each) => each ?? [])
  }

  /**
   * The next invocation is cold: idle environments end now, busy ones when they have answered; provisioned ones are made
   * anew, of which `provision` tells.
   */
  async retire(): Promise<readonly FailedInit[]> {
    const ahead = this.#members.filter((member) => member.provisioned)
    for (const member of ahead) member.provisioned = false
    // Nothing is awaited in between: the pool may be shut down meanwhile.
    const ending = this.#end(this.#members)
    const failed = ahead.length > 0 ? await this.provision(ahead.length) : []
    await ending
    return failed
  }

  /** Ends every environment, whatever it is doing. */
  async shutDown(): Promise<void> {
    const all = this.#members
    this.#members = []
    await Promise.all(all.map(({ environment }) => environment.shutDown()))
  }

  #add(provision: Provision): Member {
    const environment = this.#options.create(provision)
    const provisioned = provision === 'provisioned-concurrency'
    const member = { environment, busy: 0, retired: false, provisioned, tenant: undefined }
    this.#members = [...this.#members, member]
    return member
  }

  /** Of one that was given up meanwhile nothing is told: whoever did that has put what is wanted now in its place. */
  async #initialise(member: Member): Promise<FailedInit | undefined> {
    try {
      const failed = await member.environment.initialise()
      if (!failed || !member.provisioned) return undefined
      member.provisioned = false
      await this.#end([member])
      return failed
    } catch (error) {
      if (!member.provisioned) return undefined
      member.provisioned = false
      throw error
    }
  }

  /** The free environment that was used last, a provisioned one before any other. */
  #warm(tenant: string | undefined): Member | undefined {
    let warm: Member | undefined
    for (const member of this.#members) {
      if (!this.#isFree(member) || !isFor(member, tenant)) continue
      if (!warm || isBetter(member, warm)) warm = member
    }
    return warm
  }

  #isFree({ busy, retired, environment }: Member): boolean {
    const { perEnvironment = 1 } = this.#options
    if (busy >= perEnvironment || retired) return false
    const { phase } = environment
    // It is being initialised ahead: whoever comes meanwhile spills over (INIT-14).
    if (phase === 'init' && busy === 0) return false
    // One that is shared ends with its process, while invocations may still wait in it (LMI-7).
    return phase !== 'shutdown'
  }

  /** Idle ones end now, busy ones when they have answered. */
  #end(members: readonly Member[]): Promise<unknown> {
    const ending: Promise<void>[] = []
    // Nothing is awaited in between: an invocation that comes meanwhile must not find one of them.
    for (const member of members) {
      if (member.busy > 0) member.retired = true
      else ending.push(this.#remove(member))
    }
    // Mostly there is one, and this is a part of each cold start that a test asks for.
    return ending.length === 1 ? (ending[0] as Promise<void>) : Promise.all(ending)
  }

  #expire(): void {
    const oldest = this.#options.time.now - this.#options.maximumIdleMs
    for (const member of this.#members) {
      const { environment, busy, provisioned } = member
      const idled = environment.frozenAt < oldest && !provisioned && environment.phase !== 'new'
      if (busy === 0 && (idled || environment.phase === 'shutdown')) void this.#remove(member)
    }
  }

  #remove(member: Member): Promise<void> {
    this.#members = this.#members.filter((each) => each !== member)
    return member.environment.shutDown()
  }
}

/** One that has not begun becomes that of the first tenant who comes (TEN-1). */
function isFor({ environment, tenant }: Member, comes: string | undefined): boolean {
  return tenant === comes || environment.phase === 'new'
}

/** Provisioned before on demand; then whichever was used last. */
function isBetter(one: Member, other: Member): boolean {
  return one.provisioned === other.provisioned
    ? one.environment.frozenAt >= other.environment.frozenAt
    : one.provisioned
}
