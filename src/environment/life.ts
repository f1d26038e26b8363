// The life of one execution environment as a state machine: init → (thaw → invoke → freeze)… → shutdown.

/** Where an environment is in its life. `frozen` is everything between two phases. */
export type LifePhase = 'new' | 'init' | 'frozen' | 'invoke' | 'shutdown'

/** What can happen to an environment. */
export type LifeEvent =
  'begin' | 'initialised' | 'init failed' | 'thaw' | 'initialised again' | 'freeze' | 'process lost' | 'shut down'

/** State of one environment. `initialised` says whether its runtime process is there, with the module state in it. */
export interface Life {
  readonly phase: LifePhase
  readonly initialised: boolean
}

export const newLife: Life = { phase: 'new', initialised: false }

const init: Life = { phase: 'init', initialised: false }
const frozen: Life = { phase: 'frozen', initialised: true }
const invoke: Life = { phase: 'invoke', initialised: true }
/** Init failed, or the process was lost in an invocation: Init runs again inside the next one (INIT-6, RST-1). */
const frozenWithoutProcess: Life = { phase: 'frozen', initialised: false }
const invokeWithoutProcess: Life = { phase: 'invoke', initialised: false }
const shutdown: Life = { phase: 'shutdown', initialised: false }

type Steps = Partial<Record<LifeEvent, Life>>

const steps: ReadonlyMap<Life, Steps> = new Map<Life, Steps>([
  [newLife, { begin: init, 'shut down': shutdown }],
  [init, { initialised: frozen, 'init failed': frozenWithoutProcess, 'shut down': shutdown }],
  [frozen, { thaw: invoke, 'shut down': shutdown }],
  [invoke, { freeze: frozen, 'process lost': frozenWithoutProcess, 'shut down': shutdown }],
  [frozenWithoutProcess, { thaw: invokeWithoutProcess, 'shut down': shutdown }],
  [invokeWithoutProcess, { 'initialised again': invoke, 'process lost': frozenWithoutProcess, 'shut down': shutdown }],
])

/** The next state; an event that cannot happen in `life`, one of this machine's own, is a fault of the caller and is named. */
export function step(life: Life, event: LifeEvent): Life {
  const possible = steps.get(life) ?? {}
  const next = possible[event]
  if (next) return next
  const names = Object.keys(possible).join(', ') || 'nothing any more'
  throw new Error(`an execution environment in phase '${life.phase}' cannot '${event}'; possible: ${names}`)
}
